using System.Collections.Concurrent;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Hosting;
using EdgeVoice.Gateway.Slots;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Health;

/// <summary>What is known of the parts; answered from memory, so that a health request never waits for anybody.</summary>
internal sealed class RealtimeHealth(SlotLedger ledger, DrainState drain, IOptions<GatewayOptions> options, TimeProvider time)
{
    public const string Ok = "ok";
    public const string Unavailable = "unavailable";

    /// <summary>Older knowledge counts as "down": the probe itself must be stuck.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, (PartResult Result, DateTimeOffset At)> _parts = new(StringComparer.Ordinal);

    public void Record(string part, PartResult result) => _parts[part] = (result, time.GetUtcNow());

    public PartReport Part(string name)
    {
        if (!_parts.TryGetValue(name, out var known))
        {
            return new PartReport(PartState.Unknown, null, "not asked yet");
        }

        var age = time.GetUtcNow() - known.At;
        return age > StaleAfter
            ? new PartReport(PartState.Down, (long)age.TotalMilliseconds, "no news: " + known.Result.Detail)
            : new PartReport(known.Result.State, (long)age.TotalMilliseconds, known.Result.Detail);
    }

    public HealthReport Report()
    {
        var parts = new Dictionary<string, PartReport>(StringComparer.Ordinal)
        {
            [PartNames.LiveKit] = Part(PartNames.LiveKit),
            [PartNames.Worker] = Part(PartNames.Worker),
            [PartNames.Slots] = Slots(),
            [PartNames.Provider] = Part(PartNames.Provider),
        };
        var isOk = !drain.IsDraining && parts.Values.All(part => part.State == PartState.Up);
        return new HealthReport(isOk ? Ok : Unavailable, options.Value.Region, drain.IsDraining, parts);
    }

    private PartReport Slots()
    {
        var counts = ledger.Count();
        var detail = FormattableString.Invariant($"{counts.Free} of {counts.Capacity} free, {counts.Reserved} reserved, {counts.Active} active");
        return new PartReport(counts.Free > 0 ? PartState.Up : PartState.Full, 0, detail);
    }
}
