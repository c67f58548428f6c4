using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Turns;

/// <summary>The first words of an agent that takes over: a recording at once, then the conversation from where it broke off.</summary>
internal sealed class Resumption(TurnContext call)
{
    private bool _told;

    /// <summary>The caller can hear us: they learn that we are back, whether or not the provider is.</summary>
    public void Tell()
    {
        if (!_told)
        {
            _told = true;
            call.SayingClip = true;
            call.Show(AgentState.Speaking);
            call.Send(new PlayClip(Clip.CutOff));
        }
    }

    public void GoOn(TimeSpan at)
    {
        // A caller who is speaking already needs no prompt: they are answered.
        var callerSpeaks = call.Turn is { Initiator: TurnInitiator.Caller };
        if (!callerSpeaks)
        {
            call.Turn = call.NewTurn(TurnInitiator.Agent, at);
            call.Turn.Instructions = TurnPrompts.Resume;
            call.QuietFrom = at;
        }

        foreach (var tool in call.Opening.Tools)
        {
            RunAgain(tool, at);
        }

        if (!callerSpeaks && call.Opening.Tools.Count == 0)
        {
            call.Ask(TurnPrompts.Resume);
        }
    }

    private void RunAgain(CutOffTool tool, TimeSpan at)
    {
        call.KnownTools.Add(tool.CallId);
        call.OpenTools[tool.CallId] = new OpenToolCall(tool.Turn, new ToolCallRequested("", tool.CallId, tool.Name, tool.Arguments)) { Foreign = true };
        call.Turn!.AddToolCall(new TurnToolCall(tool.CallId, tool.Name, tool.Arguments, at, null, null));
        call.ToolReplyDue |= call.Turn.Initiator == TurnInitiator.Agent;
        call.Send(new RunTool(tool.Turn, tool.CallId, tool.Name, tool.Arguments));
        call.KeepCompany();
    }
}
