using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using EdgeVoice.Bench.Hosting;
using Npgsql;

namespace EdgeVoice.Bench.Stalls;

/// <summary>What is kept of a call that is over: words and effects in PostgreSQL, and what the providers' sessions heard.</summary>
internal sealed class CallRecord(string connectionString, string providerKey, IReadOnlyList<Uri> providers) : IDisposable
{
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    private const string WordsSql = """
        SELECT user_text FROM turns WHERE call_id = @callId AND user_text IS NOT NULL
        UNION
        SELECT body ->> 'text' FROM journal WHERE call_id = @callId AND kind = 'item_remembered' AND body ->> 'speaker' = 'caller'
        """;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", providerKey) },
    };

    /// <summary>Waits until the call's end is in the journal, which comes after everything else of it.</summary>
    /// <returns>How it ended.</returns>
    /// <exception cref="BenchException">It does not come.</exception>
    public async Task<string> OutcomeAsync(string callId, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_settle);
        try
        {
            while (true)
            {
                if ((await ColumnAsync<string>("SELECT outcome FROM calls WHERE call_id = @callId AND outcome IS NOT NULL", callId, limit.Token)) is [var outcome])
                {
                    return outcome;
                }

                await Task.Delay(s_poll, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"The end of {callId} is not in the journal after {s_settle.TotalSeconds:0} s.");
        }
    }

    public async Task<int> EffectsAsync(string callId, CancellationToken cancellationToken) =>
        (await ColumnAsync<int>("SELECT count(*)::int FROM effects WHERE call_id = @callId", callId, cancellationToken))[0];

    public async Task<IReadOnlyCollection<HeardWords>> WordsAsync(string callId, CancellationToken cancellationToken)
    {
        var heard = new List<HeardWords>();
        foreach (var session in await ColumnAsync<string>("SELECT body ->> 'sessionId' FROM journal WHERE call_id = @callId AND kind = 'provider_session_changed' ORDER BY generation, sequence", callId, cancellationToken))
        {
            foreach (var provider in providers)
            {
                heard.AddRange(await HeardByAsync(provider, session, cancellationToken));
            }
        }

        // Of words that are not in the journal nothing is left, whoever heard them; of several sessions the last one's count.
        return [.. (await ColumnAsync<string>(WordsSql, callId, cancellationToken)).Select(text => new HeardWords(text, heard.LastOrDefault(words => words.Text == text)?.SpeechMs))];
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<HeardWords>> HeardByAsync(Uri provider, string session, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri(provider, $"/admin/sessions/{session}/items"), cancellationToken);
        // A provider that was killed knows nothing of its sessions, and another one of none of them.
        return answer.IsSuccessStatusCode ? [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).EnumerateArray().Select(Heard).OfType<HeardWords>()] : [];
    }

    // { "item": { "role": "user", "content": [{ "type": "input_audio", "transcript": "…" }] }, "speechMs": 2540, … }
    private static HeardWords? Heard(JsonElement kept) =>
        kept.GetProperty("item").TryGetProperty("content", out var content) && content.GetArrayLength() > 0 && content[0].TryGetProperty("transcript", out var words)
            && words.ValueKind == JsonValueKind.String && kept.GetProperty("speechMs").GetDouble() is var ms and > 0
            ? new HeardWords(words.GetString()!, ms)
            : null;

    private async Task<IReadOnlyList<T>> ColumnAsync<T>(string sql, string callId, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<T>(new CommandDefinition(sql, new { callId }, cancellationToken: cancellationToken))];
    }
}
