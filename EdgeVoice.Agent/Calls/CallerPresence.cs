using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Calls;

/// <summary>
/// Who the caller is, and when the conversation can begin: the caller is there, hears our track, and the provider is
/// ready or known not to come. Of a caller who comes after us the subscription says too little, since its connection is
/// still being made: it tells us itself when it hears us. The greeting does not wait for a caller that never subscribes,
/// nor the agent for one that never comes. A caller whose connection broke has some seconds to come back: its client joins anew under the same identity.
/// </summary>
internal sealed class CallerPresence : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CallOptions _options;
    private readonly CallClock _clock;
    // Never blocks and never calls back: called within the lock.
    private readonly Action<TurnInput> _post;
    private readonly ITimer _nobodyCame;
    private ITimer? _doesNotHear;
    private ITimer? _doesNotReturn;
    private string? _missing;
    private bool _subscribed;
    private bool _connected;
    private bool _providerSettled;
    private bool _waits;
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

    /// <param name="identity">The participant.</param>
    /// <param name="first">It was in the room before us.</param>
    public void Joined(string identity, bool first)
    {
        lock (_lock)
        {
            if (Identity is not null || (_missing is not null && _missing != identity))
            {
                return;
            }

            Identity = identity;
            _connected |= first;
            if (_missing is not null)
            {
                _missing = null;
                _doesNotReturn?.Dispose();
                return;
            }

            _doesNotHear = _clock.Time.CreateTimer(_ => Begin(subscribed: true, connected: true), null, _options.SubscriptionWait, Timeout.InfiniteTimeSpan);
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

            _post(new CallClosed(_clock.Now, CallOutcome.CallerHungUp, "the caller left"));
        }
    }

    public void Speaks(string trackSid) => TrackSid = trackSid;

    /// <summary>The server sends our track to it.</summary>
    public void Subscribed() => Begin(subscribed: true);

    /// <summary>It says that our sound arrives.</summary>
    public void Hears() => Begin(subscribed: true, connected: true);

    /// <summary>There is a provider session, or there will be none.</summary>
    public void ProviderIsSettled() => Begin(provider: true);

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
            if (_missing == identity)
            {
                _post(new CallClosed(_clock.Now, CallOutcome.CallerHungUp, "the caller's connection broke"));
            }
        }
    }

    private void Begin(bool subscribed = false, bool connected = false, bool provider = false)
    {
        lock (_lock)
        {
            _subscribed |= subscribed;
            _connected |= connected;
            _providerSettled |= provider;
            // Every ping says that the caller hears: news it is once.
            if (_begun || Identity is null || !_subscribed || !_connected || (_waits && !_providerSettled))
            {
                return;
            }

            _waits = true;
            _begun = _providerSettled;
            // Within the lock: a further thread may already have made up its mind, and the call begins once and in this order.
            _post(_begun ? new CallReady(_clock.Now) : new CallerWaits(_clock.Now));
        }
    }

    private void NobodyCame()
    {
        lock (_lock)
        {
            if (Identity is null && _missing is null)
            {
                _post(new CallClosed(_clock.Now, CallOutcome.NoCaller, "nobody came"));
            }
        }
    }
}
