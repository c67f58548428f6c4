namespace EdgeVoice.Agent.Turns;

/// <summary>The response that is being made, and what has come of it so far.</summary>
internal sealed class LiveResponse(string id)
{
    public string Id { get; } = id;

    /// <summary>Something of it can be heard.</summary>
    public bool HasAudio { get; set; }

    /// <summary>It wrote text that nobody hears.</summary>
    public bool HasText { get; set; }

    /// <summary>It had a tool run.</summary>
    public bool HasCall { get; set; }

    /// <summary>Tool calls whose arguments broke off: a response that fails is asked for anew, and its fragments are never run.</summary>
    public List<Realtime.ToolCallRequested> BrokenCalls { get; } = [];
}
