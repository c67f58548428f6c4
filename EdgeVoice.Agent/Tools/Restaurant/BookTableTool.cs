using System.Text.Json;

namespace EdgeVoice.Agent.Tools.Restaurant;

internal sealed class BookTableTool(TableBook book) : ITool
{
    public ToolDefinition Definition { get; } = new(
        "book_table",
        "Books a table for tonight. Call it once the caller has agreed to the time.",
        ToolSchema.Object(
            ("time", "string", "24-hour time, for example 19:30"),
            ("guests", "integer", "Number of people"),
            ("name", "string", "Name the table is booked under")));

    public Task<string> InvokeAsync(JsonElement arguments, string idempotencyKey, CancellationToken cancellationToken)
    {
        var time = ToolArguments.Time(arguments, "time");
        var guests = ToolArguments.Number(arguments, "guests", 1, 12);
        _ = ToolArguments.Text(arguments, "name");
        var confirmation = book.Book(idempotencyKey, time, guests);
        return Task.FromResult(confirmation is null
            ? JsonSerializer.Serialize(new { booked = false, message = "That time is fully booked." })
            : JsonSerializer.Serialize(new { booked = true, confirmation, message = $"It is booked. Your confirmation is {confirmation}." }));
    }
}
