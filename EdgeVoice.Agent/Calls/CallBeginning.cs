using EdgeVoice.Agent.Calls.Resume;
using EdgeVoice.Agent.Personas;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Calls;

/// <summary>What a call of this agent begins with: who it is, and what was said before.</summary>
internal sealed record CallBeginning(RunningCall Call, string Persona, string? Locale, RealtimeSessionConfig Config, Conversation Conversation, ToolMemory Tools, TurnOpening Opening)
{
    /// <summary>When the call began with the first of its agents; null when it begins now.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Reads what other agents have written of the call, if there were any.</summary>
    public static async Task<CallBeginning> PrepareAsync(CallServices services, CallMetadata metadata, RunningCall call, CancellationToken cancellationToken)
    {
        var history = metadata.Resume ? await services.Histories.ReadAsync(call.CallId, call.Generation, cancellationToken).ConfigureAwait(false) : null;
        var persona = services.Personas.Find(history?.Persona ?? metadata.Persona);
        var tools = new ToolMemory(call.CallId);
        history?.Restore(tools);
        var locale = history?.Locale ?? metadata.Locale;
        tools.ResumeIn(metadata.Resume ? (history?.LastTurn ?? 0) + 1 : 0);
        return new CallBeginning(
            call,
            history?.Persona ?? persona.Id,
            locale,
            ConfigOf(services, persona, history, call.CallId, locale),
            history?.Conversation ?? new Conversation(),
            tools,
            // Instructions of a response stand instead of the session's, so the greeting has to be told as well.
            new TurnOpening(CallLanguage.In(persona.Greeting, locale))
            {
                Resumed = metadata.Resume,
                LastTurn = history?.LastTurn ?? 0,
                Tools = [.. (history?.OpenTools ?? []).Select(tool => new CutOffTool(tool.Turn, tool.ToolCallId, tool.Name, tool.Arguments))],
            })
        {
            StartedAt = metadata.StartedAt ?? history?.StartedAt,
        };
    }

    private static RealtimeSessionConfig ConfigOf(CallServices services, Persona persona, CallHistory? history, string callId, string? locale)
    {
        var config = history?.Session is { } session
            ? new RealtimeSessionConfig(session.Instructions, session.Voice, session.TurnDetection, services.Tools.Definitions(services.Tools.Known(session.Tools)), callId)
            : new RealtimeSessionConfig(CallLanguage.In(persona.Instructions, locale), persona.Voice, persona.TurnDetection, services.Tools.Definitions(persona.Tools), callId);
        return config with { Language = CallLanguage.CodeOf(locale) };
    }
}
