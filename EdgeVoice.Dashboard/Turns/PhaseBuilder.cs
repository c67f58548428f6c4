namespace EdgeVoice.Dashboard.Turns;

/// <summary>
/// Cuts a turn into phases at its marks. Each phase ends where the next begins, so that they always sum to the turn's length; marks
/// in the wrong order make a negative phase, which is shown.
/// </summary>
internal sealed class PhaseBuilder
{
    private readonly TurnReading _turn;
    private readonly List<Phase> _phases = [];
    private readonly List<ToolSpan> _tools;
    private long _at;

    private PhaseBuilder(TurnReading turn)
    {
        _turn = turn;
        _at = turn.StartNs;
        _tools = [.. turn.Tools.OrderBy(tool => tool.Start)];
    }

    public static IReadOnlyList<Phase> Build(TurnReading turn)
    {
        var builder = new PhaseBuilder(turn);
        builder.Build();
        return builder._phases;
    }

    private void Build()
    {
        if (_turn.ByCaller)
        {
            if (_turn.SpeechStarted is { } onset)
            {
                Until(onset, PhaseNames.Other);
                Until(_turn.SpeechEnded, PhaseNames.UserSpeech);
            }

            if (_turn.SpeechEnded is { } quiet)
            {
                Until(quiet, PhaseNames.Other);
                Until(_turn.Committed, PhaseNames.Endpointing);
            }

            if (_turn.Committed is { } committed)
            {
                Until(committed, PhaseNames.Other);
            }
        }

        if (_turn.FirstAudio is { } first)
        {
            Wait(first, Explained);
        }

        if (_turn.PlayoutStarted is { } heard)
        {
            Until(heard, _turn.FirstAudio is null ? PhaseNames.Other : PhaseNames.Playout);
            Speak(_turn.PlayoutEnded ?? _turn.EndNs);
        }

        Rest();
    }

    /// <summary>The wait for the model has a beginning that is known.</summary>
    private bool Explained => !_turn.ByCaller || _turn.Committed is not null;

    private void Rest()
    {
        if (_turn.PlayoutStarted is not null || _turn.EndNs <= _at)
        {
            Until(_turn.EndNs, PhaseNames.Other);
        }
        else if (_turn.FirstAudio is not null)
        {
            Until(_turn.EndNs, PhaseNames.Playout);
        }
        else if (_turn.ByCaller && _turn.SpeechEnded is null && _turn.Committed is null)
        {
            Until(_turn.EndNs, _turn.SpeechStarted is null ? PhaseNames.Other : PhaseNames.UserSpeech);
        }
        else if (_turn.ByCaller && _turn.Committed is null)
        {
            Until(_turn.EndNs, PhaseNames.Endpointing);
        }
        else
        {
            Wait(_turn.EndNs, Explained);
        }
    }

    /// <summary>Silence until then: tools where one ran, otherwise the model.</summary>
    private void Wait(long end, bool explained)
    {
        var model = explained ? PhaseNames.ModelWait : PhaseNames.Other;
        foreach (var tool in _tools)
        {
            if (tool.Start < end && tool.End > _at && end > _at)
            {
                if (tool.Start > _at)
                {
                    Until(tool.Start, model);
                }

                Until(Math.Min(tool.End, end), PhaseNames.Tool, tool.Name);
            }
        }

        Until(end, model);
    }

    /// <summary>Speech until then; where the agent paused, the wait is a tool's or the model's again.</summary>
    private void Speak(long end)
    {
        var parts = _turn.AgentSpeech.Where(part => part.Start >= _at && part.End <= end && part.End >= part.Start).OrderBy(part => part.Start).ToArray();
        if (parts.Length < 2 || end <= _at)
        {
            Until(end, PhaseNames.AgentSpeech);
            return;
        }

        foreach (var part in parts)
        {
            if (part.Start > _at)
            {
                Wait(part.Start, explained: true);
            }

            if (part.End > _at)
            {
                Until(part.End, PhaseNames.AgentSpeech);
            }
        }

        Until(end, PhaseNames.AgentSpeech);
    }

    private void Until(long? end, string name, string? detail = null)
    {
        if (end is not { } to || to == _at)
        {
            return;
        }

        _phases.Add(new Phase(name, detail, Clock.Ms(_at - _turn.StartNs), Clock.Ms(to - _at)));
        _at = to;
    }
}
