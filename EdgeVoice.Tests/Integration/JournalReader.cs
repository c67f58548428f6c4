using Dapper;
using EdgeVoice.Tests.Shared;
using Npgsql;

namespace EdgeVoice.Tests.Integration;

/// <summary>What PostgreSQL holds of a call.</summary>
internal static class JournalReader
{
    public sealed record CallRow(string CallId, string Region, string Persona, string? Outcome, string? Reason);

    public sealed record TurnRow(int Turn, string Initiator, string Outcome, string? UserText, string AgentText, string HeardText, int GeneratedMs, int HeardMs, int? HeardSilenceMs, int? BargeInStopMs);

    /// <summary>Waits until the call's end is in the database, and returns the call.</summary>
    public static async Task<CallRow> EndedCallAsync(string connectionString, string callId, TimeSpan limit)
    {
        CallRow? call = null;
        await Eventually.IsTrueAsync($"the end of {callId} in the journal", async () =>
        {
            await using var connection = new NpgsqlConnection(connectionString);
            call = await connection.QuerySingleOrDefaultAsync<CallRow>(
                """select call_id as "CallId", region as "Region", persona as "Persona", outcome as "Outcome", reason as "Reason" from calls where call_id = @callId""",
                new { callId });
            return call?.Outcome is not null;
        }, limit);
        return call!;
    }

    public static async Task<IReadOnlyList<TurnRow>> TurnsAsync(string connectionString, string callId)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        return [.. await connection.QueryAsync<TurnRow>(
            """
            select turn as "Turn", initiator as "Initiator", outcome as "Outcome", user_text as "UserText", agent_text as "AgentText", heard_text as "HeardText",
                   generated_ms as "GeneratedMs", heard_ms as "HeardMs", heard_silence_ms as "HeardSilenceMs", barge_in_stop_ms as "BargeInStopMs"
            from turns where call_id = @callId order by generation, turn
            """,
            new { callId })];
    }

    /// <summary>Ids of the call's provider sessions in the order in which they were opened.</summary>
    public static async Task<IReadOnlyList<string>> SessionsAsync(string connectionString, string callId)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        return [.. await connection.QueryAsync<string>(
            "select body->>'sessionId' from journal where call_id = @callId and kind = 'provider_session_changed' and not superseded order by generation, sequence",
            new { callId })];
    }
}
