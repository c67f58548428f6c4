using Npgsql;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>What an entry changes in the tables <c>calls</c>, <c>turns</c> and <c>tool_calls</c>. Entries of two agents of one call may arrive in any order.</summary>
internal static class ReadModels
{
    public static IEnumerable<NpgsqlBatchCommand> Commands(JournalEntry entry) => entry switch
    {
        CallStarted started => [Start(started), FirstStart(started)],
        TurnCompleted turn => [Turn(turn), CountTurns(turn.CallId)],
        ToolCallStarted tool => [StartTool(tool)],
        ToolCallCompleted tool => [CompleteTool(tool)],
        EffectDeferred effect => [MakeEffect(effect)],
        CallEnded ended => [End(ended)],
        _ => [],
    };

    private static NpgsqlBatchCommand Start(CallStarted entry) => Command(
        """
        INSERT INTO calls (call_id, region, room, persona, caller_identity, provider, model, started_at, last_generation, last_sequence)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (call_id) DO UPDATE SET
            region = excluded.region, room = excluded.room, persona = excluded.persona, caller_identity = excluded.caller_identity,
            provider = excluded.provider, model = excluded.model, started_at = LEAST(calls.started_at, excluded.started_at),
            ended_at = NULL, outcome = NULL, reason = NULL, last_generation = excluded.last_generation, last_sequence = excluded.last_sequence
        WHERE (calls.last_generation, calls.last_sequence) < (excluded.last_generation, excluded.last_sequence)
        """,
        entry.CallId, entry.Region, entry.Room, entry.Persona, entry.CallerIdentity, entry.Provider, entry.Model, Utc(entry.At), entry.Generation, entry.Sequence);

    private static NpgsqlBatchCommand FirstStart(CallStarted entry) => Command(
        "UPDATE calls SET started_at = LEAST(started_at, $2) WHERE call_id = $1",
        entry.CallId, Utc(entry.At));

    private static NpgsqlBatchCommand Turn(TurnCompleted entry) => Command(
        """
        INSERT INTO turns (call_id, generation, turn, initiator, outcome, user_text, agent_text, heard_text, generated_ms, heard_ms,
            heard_silence_ms, endpointing_ms, first_audio_ms, barge_in_stop_ms, started_at, ended_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        ON CONFLICT (call_id, generation, turn) DO UPDATE SET
            initiator = excluded.initiator, outcome = excluded.outcome, user_text = excluded.user_text, agent_text = excluded.agent_text,
            heard_text = excluded.heard_text, generated_ms = excluded.generated_ms, heard_ms = excluded.heard_ms,
            heard_silence_ms = excluded.heard_silence_ms, endpointing_ms = excluded.endpointing_ms, first_audio_ms = excluded.first_audio_ms,
            barge_in_stop_ms = excluded.barge_in_stop_ms, started_at = excluded.started_at, ended_at = excluded.ended_at
        WHERE turns.ended_at <= excluded.ended_at
        """,
        entry.CallId, entry.Generation, entry.Turn, entry.Initiator, entry.Outcome, entry.UserText, entry.AgentText, entry.HeardText, entry.GeneratedMs, entry.HeardMs,
        entry.HeardSilenceMs, entry.EndpointingMs, entry.FirstAudioMs, entry.BargeInStopMs, Utc(entry.StartedAt), Utc(entry.At));

    private static NpgsqlBatchCommand CountTurns(string callId) => Command(
        """
        INSERT INTO calls (call_id, turns) SELECT $1, count(*) FROM turns WHERE call_id = $1
        ON CONFLICT (call_id) DO UPDATE SET turns = excluded.turns
        """,
        callId);

    private static NpgsqlBatchCommand StartTool(ToolCallStarted entry) => Command(
        """
        INSERT INTO tool_calls (call_id, tool_call_id, turn, name, arguments, idempotency_key, started_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (call_id, tool_call_id) DO UPDATE SET
            turn = excluded.turn, name = excluded.name, arguments = excluded.arguments,
            idempotency_key = excluded.idempotency_key, started_at = excluded.started_at
        """,
        entry.CallId, entry.ToolCallId, entry.Turn, entry.Name, entry.Arguments, entry.IdempotencyKey, Utc(entry.At));

    private static NpgsqlBatchCommand CompleteTool(ToolCallCompleted entry) => Command(
        """
        INSERT INTO tool_calls (call_id, tool_call_id, status, result, completed_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (call_id, tool_call_id) DO UPDATE SET
            status = excluded.status, result = excluded.result, completed_at = excluded.completed_at
        """,
        entry.CallId, entry.ToolCallId, entry.Status, entry.Result, Utc(entry.At));

    // jsonb takes no U+0000, and the caller was told that it is noted. An agent that went on without the disk of this one may have done the same since.
    private static NpgsqlBatchCommand MakeEffect(EffectDeferred entry) => Command(
        """
        INSERT INTO effects (idempotency_key, call_id, tool, arguments, result, generation)
        SELECT $1, $2, $3, storable.arguments, $5, $6
        FROM (SELECT replace($4, '\u0000', '\ufffd')::jsonb AS arguments) AS storable
        WHERE NOT EXISTS (
            SELECT FROM effects later
            WHERE later.call_id = $2 AND later.tool = $3 AND later.arguments = storable.arguments AND later.generation > $6)
        ON CONFLICT (idempotency_key) DO UPDATE SET attempts = effects.attempts + 1
        """,
        entry.IdempotencyKey, entry.CallId, entry.Tool, entry.Arguments, entry.Result, entry.Generation);

    private static NpgsqlBatchCommand End(CallEnded entry) => Command(
        """
        INSERT INTO calls (call_id, ended_at, outcome, reason, turns, last_generation, last_sequence) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (call_id) DO UPDATE SET
            ended_at = excluded.ended_at, outcome = excluded.outcome, reason = excluded.reason,
            turns = GREATEST(calls.turns, excluded.turns), last_generation = excluded.last_generation, last_sequence = excluded.last_sequence
        WHERE (calls.last_generation, calls.last_sequence) < (excluded.last_generation, excluded.last_sequence)
        """,
        entry.CallId, Utc(entry.At), entry.Outcome, entry.Reason, entry.Turns, entry.Generation, entry.Sequence);

    private static DateTimeOffset Utc(DateTimeOffset time) => time.ToUniversalTime();

    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }
}
