using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Hosting;
using EdgeVoice.Gateway.Slots;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Health;

/// <summary>What is known of the parts; answered from memory, so that a health request never waits for anybody.</summary>
internal sealed class RealtimeHealth(SlotLedger ledger, AgentParts agents, DrainState drain, IOptions<GatewayOptions> options, TimeProvider time)
{
    public const string Ok = "ok";
    public const string Unavailable = "unavailable";

    /// <summary>Older knowledge counts as "down": the probe itself must be stuck.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(15);

    // Nothing here changes faster than an edge asks; thousands of requests share one answer.
    private static readonly TimeSpan s_answerAge = TimeSpan.FromMilliseconds(50);

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly ConcurrentDictionary<string, DampedPart> _parts = new(StringComparer.Ordinal);
    private volatile Tuple<HealthAnswer, long>? _answer;

    public void Record(string part, PartResult result) => _parts.GetOrAdd(part, _ => new DampedPart()).Record(result, time.GetUtcNow());

    /// <summary>The part's last probe said something else than is believed.</summary>
    public bool IsWavering(string part) => _parts.TryGetValue(part, out var known) && known.IsWavering;

    public PartReport Part(string name) => name switch
    {
        PartNames.Worker => agents.Worker(),
        PartNames.Provider => agents.Provider(),
        PartNames.Journal => agents.Journal(),
        PartNames.Slots => Slots(),
        _ => Probed(name),
    };

    public HealthReport Report()
    {
        string[] names = [PartNames.LiveKit, PartNames.Worker, PartNames.Slots, PartNames.Ports, PartNames.Provider, PartNames.Journal];
        var parts = names.ToDictionary(name => name, Part, StringComparer.Ordinal);
        // Calls need LiveKit and a worker for certain; what is merely not known of the rest does not stop them.
        var isOk = !drain.IsDraining
            && parts[PartNames.LiveKit].State == PartState.Up
            && parts[PartNames.Worker].State == PartState.Up
            && parts.Values.All(part => part.State is PartState.Up or PartState.Degraded or PartState.Unknown);
        return new HealthReport(isOk ? Ok : Unavailable, options.Value.Region, drain.IsDraining, parts);
    }

    public HealthAnswer Answer()
    {
        var now = time.GetTimestamp();
        var last = _answer;
        if (last is not null && time.GetElapsedTime(last.Item2, now) < s_answerAge)
        {
            return last.Item1;
        }

        var report = Report();
        var answer = new HealthAnswer(
            report.Status == Ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            JsonSerializer.SerializeToUtf8Bytes(new { report.Status }, s_json),
            JsonSerializer.SerializeToUtf8Bytes(report, s_json));
        _answer = Tuple.Create(answer, now);
        return answer;
    }

    private PartReport Probed(string name)
    {
        if (!_parts.TryGetValue(name, out var part) || part.Read() is not { } known)
        {
            return new PartReport(PartState.Unknown, null, "not asked yet");
        }

        var age = time.GetUtcNow() - known.At;
        return age > StaleAfter
            ? new PartReport(PartState.Down, (long)age.TotalMilliseconds, "no news: " + known.Detail)
            : new PartReport(known.State, (long)age.TotalMilliseconds, known.Detail);
    }

    private PartReport Slots()
    {
        var counts = ledger.Count();
        var detail = FormattableString.Invariant($"{counts.Free} of {counts.Capacity} free, {counts.Reserved} reserved, {counts.Active} active");
        return new PartReport(counts.Free > 0 ? PartState.Up : PartState.Full, 0, detail);
    }
}
