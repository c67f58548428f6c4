using System.Diagnostics;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Stalls;

/// <summary>The provider that the region's calls begin with, and how it is made to stall. Its sessions go by a relay.</summary>
internal sealed class NearProvider : IAsyncDisposable
{
    public const string Resource = "realtime";

    // 2,000 bytes a second: a thirtieth of what speech needs, and now and then a whole message.
    private const int DripBytes = 200;
    private const int DripMs = 100;

    // Longer than an agent waits for any sign of life: eight seconds, in silence.
    private static readonly TimeSpan s_standstill = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan s_upLimit = TimeSpan.FromSeconds(60);

    private readonly Relay _relay;
    private RelayedConnection? _session;
    private long _struckAt;
    private int? _stopped;
    private Task _ending = Task.CompletedTask;

    public NearProvider() => _relay = new Relay(() => AppHost?.All.FirstOrDefault(resource => resource.Name == $"{Resource}-{StallDrill.Region}")?.Http?.Port, _ => { });

    /// <summary>Where the provider is, once it is somewhere.</summary>
    public ResourceClient? AppHost { get; set; }

    public string Url => FormattableString.Invariant($"ws://127.0.0.1:{_relay.Port}/from/{StallDrill.Region}/v1/realtime");

    /// <summary>How long after the stall the agent gave the session up; nothing when it has not.</summary>
    public double? NoticedMs => _session is { ClientLeft: { IsCompletedSuccessfully: true } left } ? Stopwatch.GetElapsedTime(_struckAt, left.Result).TotalMilliseconds : null;

    /// <exception cref="BenchException">No session is open here.</exception>
    public async Task StrikeAsync(StallKind kind, CancellationToken cancellationToken)
    {
        // A probe may be open as well; a session is older.
        _session = _relay.Open.Count > 0 ? _relay.Open[0] : throw new BenchException("The call has no session with the provider that was to stall.");
        _struckAt = Stopwatch.GetTimestamp();
        switch (kind)
        {
            case StallKind.Stopped:
                _stopped = AppHost!.Named(Resource).ProcessId ?? throw new BenchException("The provider is no process.");
                Signals.Send(_stopped.Value, Signals.Stop);
                _ending = ContinueAsync(cancellationToken);
                break;
            case StallKind.Killed:
                await AppHost!.CommandAsync(Resource, "kill", cancellationToken);
                break;
            case StallKind.Mute:
                _session.Down = RelayedConnection.Nothing;
                break;
            case StallKind.Drip:
                _session.Down = DripAsync;
                break;
        }
    }

    /// <summary>Until it is well again.</summary>
    public async Task RepairAsync(CancellationToken cancellationToken)
    {
        await _ending;
        await AppHost!.WaitUntilUpAsync([Resource], s_upLimit, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // A stopped process would not even be ended in order.
        Continue();
        await _relay.DisposeAsync();
    }

    private static async Task DripAsync(RelayedConnection connection, ReadOnlyMemory<byte> bytes, Func<ReadOnlyMemory<byte>, Task> pass, CancellationToken cancellationToken)
    {
        for (var offset = 0; offset < bytes.Length; offset += DripBytes)
        {
            await pass(bytes.Slice(offset, Math.Min(DripBytes, bytes.Length - offset)));
            await Task.Delay(DripMs, cancellationToken);
        }
    }

    private async Task ContinueAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(s_standstill, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Continue();
    }

    private void Continue()
    {
        if (_stopped is { } process)
        {
            _stopped = null;
            Signals.Send(process, Signals.Continue);
        }
    }
}
