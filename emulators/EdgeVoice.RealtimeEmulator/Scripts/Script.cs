namespace EdgeVoice.RealtimeEmulator.Scripts;

/// <summary>What a session does instead of its own events, step by step: a case from the field that can be heard in a call.</summary>
internal sealed class Script
{
    /// <summary>What goes wrong, in a sentence.</summary>
    public string About { get; set; } = "";

    /// <summary>The end of the user's next speech is not told.</summary>
    public bool EndlessSpeech { get; set; }

    /// <summary>Instead of the next transcript of the user's words.</summary>
    public ScriptedTranscript? Transcript { get; set; }

    /// <summary>Instead of the next responses, one after the other; then the session answers as always.</summary>
    public List<ScriptedResponse> Responses { get; set; } = [];
}

internal sealed class ScriptedTranscript
{
    /// <summary>The words; empty for a user who said nothing that could be written down.</summary>
    public string Text { get; set; } = "";

    /// <summary>Code of the error that comes instead of them.</summary>
    public string? Failed { get; set; }
}

internal sealed class ScriptedResponse
{
    /// <summary>Each response of this many milliseconds after the first is the same.</summary>
    public int ForMs { get; set; }

    public List<ScriptStep> Steps { get; set; } = [];
}

/// <summary>One of: a wait, an event, sound, a function call, the end of the connection.</summary>
internal sealed class ScriptStep
{
    /// <summary>Milliseconds to wait first.</summary>
    public int Wait { get; set; }

    /// <summary>An event as JSON; <c>{{response}}</c>, <c>{{item}}</c> and <c>{{call}}</c> stand for ids of this response.</summary>
    public string? Send { get; set; }

    /// <summary>How often it is sent, with the wait before each.</summary>
    public int Times { get; set; } = 1;

    public ScriptedSound? Sound { get; set; }

    /// <summary>A function call as an item of the conversation, so that its output can be put in.</summary>
    public ScriptedCall? Call { get; set; }

    /// <summary>Closes the connection with this code.</summary>
    public int? Close { get; set; }

    /// <summary>It happens although the response has been cancelled; the others do not.</summary>
    public bool Late { get; set; }
}

/// <summary>A tone, told apart from speech by ear and by meter.</summary>
internal sealed class ScriptedSound
{
    public int Ms { get; set; }

    public int Hz { get; set; } = 600;

    /// <summary>Bytes of a delta; 4800 are 100 ms.</summary>
    public int DeltaBytes { get; set; } = 4800;
}

internal sealed class ScriptedCall
{
    public string Name { get; set; } = "";

    /// <summary>JSON, or what a model takes for it.</summary>
    public string Arguments { get; set; } = "{}";
}
