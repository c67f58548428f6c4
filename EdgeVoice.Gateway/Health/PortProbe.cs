using System.Globalization;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Slots;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Health;

/// <summary>How many of LiveKit's media ports are left, from its metrics. They run out before anything else notices.</summary>
internal sealed class PortProbe(IHttpClientFactory clients, IOptions<GatewayOptions> options) : IPartProbe
{
    // LiveKit counts participants; each has one peer connection per direction, and a port for each.
    private const string Participants = "livekit_participant_total";
    private const int PortsPerParticipant = 2;

    // The emulator counts the ports themselves.
    private const string PortsTaken = "livekit_emulator_udp_ports_taken";

    private int _sessions;

    public string Name => PartNames.Ports;

    /// <summary>Media sessions at the last count.</summary>
    public int Sessions => Volatile.Read(ref _sessions);

    public async Task<PartResult> ProbeAsync(CancellationToken cancellationToken)
    {
        if (options.Value is not { RtcPorts: { } ports, LiveKitMetricsUrl: { Length: > 0 } url })
        {
            return PartResult.Unknown("not asked for: Gateway__RtcPorts and Gateway__LiveKitMetricsUrl say where");
        }

        string text;
        try
        {
            using var client = clients.CreateClient(HttpClientNames.LiveKit);
            text = await client.GetStringAsync(ServiceUrl.ToHttp(url), cancellationToken);
        }
        // Whether calls work is for the join probe to say; without metrics the ports are merely not known.
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return PartResult.Unknown("LiveKit's metrics do not answer");
        }

        var sessions = Sum(text, Participants);
        Volatile.Write(ref _sessions, (int)(sessions ?? 0));
        if ((Sum(text, PortsTaken) ?? sessions * PortsPerParticipant) is not { } taken)
        {
            return PartResult.Unknown($"LiveKit's metrics do not name {Participants}");
        }

        var detail = FormattableString.Invariant($"{Math.Max(0, ports - taken)} of {ports} free");
        return new PartResult(ports - taken >= SlotLedger.PortsPerCall ? PartState.Up : PartState.Full, detail);
    }

    // livekit_participant_total{node_id="ND_x",node_type="SERVER"} 4
    internal static double? Sum(string text, string metric)
    {
        double? sum = null;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(metric, StringComparison.Ordinal) || line.Length <= metric.Length || line[metric.Length] is not ('{' or ' '))
            {
                continue;
            }

            if (double.TryParse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
            {
                sum = (sum ?? 0) + value;
            }
        }

        return sum;
    }
}
