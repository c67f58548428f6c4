using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.Scripts;

/// <summary>The script that a session plays, and how far it is. Guarded by the session's gate.</summary>
internal sealed class SessionScript(RealtimeSession session)
{
    private Script? _script;
    private bool _speechTaken;
    private bool _transcriptTaken;
    private int _response;
    private DateTimeOffset? _responseSince;

    /// <summary>True when the end of this speech is kept from the client, which happens once.</summary>
    public bool TakeEndOfSpeech()
    {
        var taken = Current() is { EndlessSpeech: true } && !_speechTaken;
        _speechTaken |= taken;
        return taken;
    }

    public ScriptedTranscript? TakeTranscript()
    {
        if (_transcriptTaken || Current() is not { Transcript: { } transcript })
        {
            return null;
        }

        _transcriptTaken = true;
        return transcript;
    }

    public ScriptedResponse? TakeResponse()
    {
        if (Current() is not { } script || _response >= script.Responses.Count)
        {
            return null;
        }

        var now = session.Time.GetUtcNow();
        var scripted = script.Responses[_response];
        if (_responseSince is { } since && (now - since).TotalMilliseconds >= scripted.ForMs)
        {
            _response++;
            _responseSince = null;
            return TakeResponse();
        }

        _responseSince ??= now;
        return scripted;
    }

    /// <summary>The script in force; one that is due begins now.</summary>
    private Script? Current()
    {
        if (session.Faults.Take(FaultKinds.Script) is { } fault)
        {
            _script = fault.Script ?? ScriptCatalog.Shipped[fault.Reason!];
            (_speechTaken, _transcriptTaken, _response, _responseSince) = (false, false, 0, null);
        }

        return _script;
    }
}
