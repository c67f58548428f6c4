namespace EdgeVoice.Gateway.Health;

/// <summary>A part's state that changes only when the same news came several times in a row: one slow probe is no outage.</summary>
internal sealed class DampedPart
{
    /// <summary>Probes in a row that say the same before a part is believed to be down, or up again.</summary>
    public const int Consecutive = 2;

    private readonly Lock _lock = new();
    private PartState? _state;
    private PartState _news;
    private int _streak;
    private string _detail = "";
    private DateTimeOffset _at;

    /// <summary>The last probe said something else than is believed: ask again soon.</summary>
    public bool IsWavering
    {
        get
        {
            lock (_lock)
            {
                return _state is not null && _state != _news;
            }
        }
    }

    public void Record(PartResult result, DateTimeOffset at)
    {
        lock (_lock)
        {
            _streak = result.State == _news ? _streak + 1 : 1;
            (_news, _detail, _at) = (result.State, result.Detail, at);
            // The first news is taken as it is: a region that starts is not kept waiting.
            if (_state is null || _streak >= Consecutive)
            {
                _state = _news;
            }
        }
    }

    /// <returns>Nothing when there was no news yet.</returns>
    public (PartState State, string Detail, DateTimeOffset At)? Read()
    {
        lock (_lock)
        {
            return _state is { } state ? (state, _detail, _at) : null;
        }
    }
}
