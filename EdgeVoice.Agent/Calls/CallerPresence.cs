using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Calls;

/// <summary>
/// Who the caller is, and when the conversation can begin: the caller is there, hears our track, and the provider is
/// ready or known not to come. The greeting does not wait for a caller that never subscribes, nor the agent for one that
/// never comes. A caller whose connection broke has some seconds to come back: its client joins anew under the same identity.
/// </summary>
internal sealed class CallerPresence : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CallOptions _options;
    private readonly CallClock _clock;
    private readonly Action<TurnInput> _post;
    private readonly ITimer _nobodyCame;
    private ITimer? _doesNotHear;
    private ITimer? _doesNotReturn;
    private string? _missing;
    private bool _hears;
    private bool _providerSettled;
    private bool _begun;

    public CallerPresence(CallOptions options, CallClock clock, Action<TurnInput> post)
    {
        _options = options;
        _clock = clock;
        _post = post;
        _nobodyCame = clock.Time.CreateTimer(_ => NobodyCame(), null, options.CallerWait, Timeout.InfiniteTimeSpan);
    }

    public string? Identity { get; private set; }

    public string? TrackSid { get; private set; }

    public bool Owns(string identity) => Identity == identity;

    public void Joined(string identity)
    {
        lock (_lock)
        {
            if (Identity is not null || (_missing is not null && _missing != identity))
            {
                return;
            }

            Identity = identity;
            if (_missing is not null)
            {
                _missing = null;
                _doesNotReturn?.Dispose();
                return;
            }

            _doesNotHear = _clock.Time.CreateTimer(_ => Hears(), null, _options.SubscriptionWait, Timeout.InfiniteTimeSpan);
        }
    }

    public void Left(string identity, DisconnectReason reason)
    {
        lock (_lock)
        {
            if (Identity != identity)
            {
                return;
            }

            Identity = null;
            if (MayReturn(reason))
            {
                _missing = identity;
                _doesNotReturn = _clock.Time.CreateTimer(_ => DoesNotReturn(identity), null, _options.RejoinWait, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        _post(new CallClosed(_clock.Now, CallOutcome.CallerHungUp, "the caller left"));
    }

    public void Speaks(string trackSid) => TrackSid = trackSid;

    public void Hears() => Begin(ref _hears);

    /// <summary>There is a provider session, or there will be none.</summary>
    public void ProviderIsSettled() => Begin(ref _providerSettled);

    public void Dispose()
    {
        _nobodyCame.Dispose();
        _doesNotHear?.Dispose();
        _doesNotReturn?.Dispose();
    }

    // The other reasons are somebody's wish: the caller's or the server owner's.
    // Unknown: nobody said that the caller left; our own client forgets everybody when it begins anew with a restarted server.
    private static bool MayReturn(DisconnectReason reason) => reason is DisconnectReason.Unknown or DisconnectReason.DuplicateIdentity or DisconnectReason.StateMismatch
        or DisconnectReason.Migration or DisconnectReason.SignalClose or DisconnectReason.ConnectionTimeout or DisconnectReason.MediaFailure;

    private void DoesNotReturn(string identity)
    {
        lock (_lock)
        {
            if (_missing != identity)
            {
                return;
            }
        }

        _post(new CallClosed(_clock.Now, CallOutcome.CallerHungUp, "the caller's connection broke"));
    }

    private void Begin(ref bool condition)
    {
        lock (_lock)
        {
            condition = true;
            if (_begun || Identity is null || !_hears)
            {
                return;
            }

            _begun = _providerSettled;
        }

        _post(_begun ? new CallReady(_clock.Now) : new CallerWaits(_clock.Now));
    }

    private void NobodyCame()
    {
        if (Identity is null && _missing is null)
        {
            _post(new CallClosed(_clock.Now, CallOutcome.NoCaller, "nobody came"));
        }
    }
}
