using System.Globalization;
using System.Text.Json;

namespace EdgeVoice.Agent.Tools.Restaurant;

internal sealed class CheckAvailabilityTool(TableBook book) : ITool
{
    public ToolDefinition Definition { get; } = new(
        "check_availability",
        "Tells whether the restaurant has a table tonight.",
        ToolSchema.Object(("time", "string", "24-hour time, for example 19:30"), ("guests", "integer", "Number of people")));

    public Task<string> InvokeAsync(JsonElement arguments, string idempotencyKey, CancellationToken cancellationToken)
    {
        var time = ToolArguments.Time(arguments, "time");
        var guests = ToolArguments.Number(arguments, "guests", 1, 12);
        var free = book.FreeSeats(time);
        var available = free >= guests;
        var when = time.ToString("HH:mm", CultureInfo.InvariantCulture);
        var message = available ? $"We have a table for {guests} at {when}." : $"We have no table for {guests} at {when}.";
        return Task.FromResult(JsonSerializer.Serialize(new { available, free_seats = free, message }));
    }
}
