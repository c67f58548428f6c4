namespace EdgeVoice.Agent.Realtime.Placement;

/// <summary>
/// What is known of one endpoint. It falls out quickly, because the next caller would wait for it, and comes back slowly,
/// because a session that is lost again costs more than one that is a little farther away.
/// </summary>
internal sealed class EndpointHealth(ProviderEndpoint endpoint)
{
    private const int SlowAfter = 2;
    private const int WellAfter = 3;

    private int _slow;
    private int _well;

    public ProviderEndpoint Endpoint => endpoint;

    public EndpointState State { get; private set; }

    /// <summary>Of the last handshake that succeeded.</summary>
    public TimeSpan? Handshake { get; private set; }

    /// <summary>Timestamp of the last news.</summary>
    public long? At { get; private set; }

    /// <summary>A session is best opened here.</summary>
    public bool IsGood => State is EndpointState.Healthy or EndpointState.Unknown;

    public void Answered(TimeSpan handshake, long at)
    {
        (Handshake, At) = (handshake, at);
        if (handshake > endpoint.Budget)
        {
            _well = 0;
            State = ++_slow >= SlowAfter || State == EndpointState.Down ? EndpointState.Slow : State;
            return;
        }

        _slow = 0;
        _well++;
        State = IsGood || _well >= WellAfter ? EndpointState.Healthy : State;
    }

    public void Failed(long at)
    {
        (_well, _slow, At) = (0, 0, at);
        State = EndpointState.Down;
    }
}
