using System.Text.Json;
using EdgeVoice.Agent.Tools.Effects;

namespace EdgeVoice.Agent.Tools.Restaurant;

/// <summary>
/// Books at once while the table of bookings answers. When it does not, the booking is put on local disk and made from
/// there exactly once, and the caller hears that it is noted, not that it is done.
/// </summary>
internal sealed class BookTableTool(TableBook book) : ITool
{
    public ToolDefinition Definition { get; } = new(
        "book_table",
        "Books a table for tonight. Call it once the caller has agreed to the time.",
        ToolSchema.Object(
            ("time", "string", "24-hour time, for example 19:30"),
            ("guests", "integer", "Number of people"),
            ("name", "string", "Name the table is booked under")));

    public async Task<string> InvokeAsync(ToolInvocation call, CancellationToken cancellationToken)
    {
        var time = ToolArguments.Time(call.Arguments, "time");
        var guests = ToolArguments.Number(call.Arguments, "guests", 1, 12);
        var booking = TableBook.Booking(call.CallId, call.IdempotencyKey, time, guests, ToolArguments.Text(call.Arguments, "name"));
        try
        {
            return await book.BookAsync(booking, call.Intent, time, guests, cancellationToken).ConfigureAwait(false) switch
            {
                EffectOutcome.Made => Booked(booking, noted: false),
                EffectOutcome.Refused => JsonSerializer.Serialize(new { booked = false, message = "That time is fully booked." }),
                _ => throw new InvalidOperationException("Another agent holds the call."),
            };
        }
        catch (TimeoutException)
        {
            call.Defer(booking);
            return Booked(booking, noted: true);
        }
    }

    private static string Booked(Effect booking, bool noted) => JsonSerializer.Serialize(new
    {
        booked = !noted,
        noted,
        confirmation = booking.Result,
        message = noted
            ? $"I have noted your table, and the house confirms it as soon as its book is open again. Your number is {booking.Result}."
            : $"It is booked. Your confirmation is {booking.Result}.",
    });
}
