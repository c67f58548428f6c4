using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace EdgeVoice.Agent.Tools.Restaurant;

/// <summary>Looks seats up. While the table of bookings does not answer, the last figure known here stands: booking decides, not this.</summary>
internal sealed class CheckAvailabilityTool(TableBook book) : ITool
{
    private readonly ConcurrentDictionary<TimeOnly, int> _lastKnown = new();

    public ToolDefinition Definition { get; } = new(
        "check_availability",
        "Tells whether the restaurant has a table tonight.",
        ToolSchema.Object(("time", "string", "24-hour time, for example 19:30"), ("guests", "integer", "Number of people")));

    public async Task<string> InvokeAsync(ToolInvocation call, CancellationToken cancellationToken)
    {
        var time = ToolArguments.Time(call.Arguments, "time");
        var guests = ToolArguments.Number(call.Arguments, "guests", 1, 12);
        var free = await FreeSeatsAsync(time, cancellationToken).ConfigureAwait(false);
        var when = time.ToString("HH:mm", CultureInfo.InvariantCulture);
        // Nothing known counts as free: an empty house is the likelier one, and a booking that does not fit is refused.
        var available = free is null || free >= guests;
        var message = available ? $"We have a table for {guests} at {when}." : $"We have no table for {guests} at {when}.";
        return JsonSerializer.Serialize(new { available, free_seats = free, message });
    }

    private async Task<int?> FreeSeatsAsync(TimeOnly time, CancellationToken cancellationToken)
    {
        try
        {
            return _lastKnown[time] = await book.FreeSeatsAsync(time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return _lastKnown.TryGetValue(time, out var known) ? known : null;
        }
    }
}
