namespace EdgeVoice.Agent.Turns;

/// <summary>
/// The responses of the present provider session. Only the live one is heard: what comes of any other is late, repeated or
/// unwanted. The ids of an hour are some thousand at most, and go with the session.
/// </summary>
internal sealed class ResponseLedger
{
    private readonly HashSet<string> _over = [];
    private readonly HashSet<string> _unwanted = [];
    private readonly HashSet<string> _cancelled = [];

    /// <summary>The response being made.</summary>
    public LiveResponse? Live { get; private set; }

    public bool IsLive(string id) => Live?.Id == id;

    /// <summary>Nothing is known of it: an event of it may be the first because its beginning was lost.</summary>
    public bool IsNew(string id) => !IsLive(id) && !_over.Contains(id) && !_unwanted.Contains(id);

    public void Begin(string id)
    {
        // The provider makes one at a time, so the end of the one before was lost.
        End();
        Live = new LiveResponse(id);
    }

    /// <summary>The live response is over.</summary>
    public void End()
    {
        if (Live is { } live)
        {
            _over.Add(live.Id);
            Live = null;
        }
    }

    public void EndOther(string id) => _over.Add(id);

    /// <summary>The caller has interrupted it, or it answers the wrong thing: nothing of it is wanted any more.</summary>
    public void Refuse(string id)
    {
        _unwanted.Add(id);
        Live = IsLive(id) ? null : Live;
    }

    /// <summary>True when the provider has to be told to stop it, which is so once and never after its end.</summary>
    public bool MustCancel(string id) => _unwanted.Contains(id) && !_over.Contains(id) && _cancelled.Add(id);

    /// <summary>Another session: its ids are its own.</summary>
    public void Clear()
    {
        Live = null;
        _over.Clear();
        _unwanted.Clear();
        _cancelled.Clear();
    }
}
