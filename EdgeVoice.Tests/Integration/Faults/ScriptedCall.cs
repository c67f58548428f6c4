using System.Text.Json;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration.Faults;

/// <summary>What became of a scripted call.</summary>
/// <param name="LongestSilence">After something that the caller said, on their recording.</param>
/// <param name="Turns">As the journal has them.</param>
/// <param name="Story">What the caller noticed, for a person who reads a failure.</param>
internal sealed record ScriptedReport(TimeSpan LongestSilence, IReadOnlyList<JournalReader.TurnRow> Turns, string Story);

/// <summary>A call in which the provider plays a script after the greeting: the caller asks for a table until they are answered.</summary>
internal sealed class ScriptedCall : IAsyncDisposable
{
    /// <summary>The cases from the field that the provider's emulator has a script for.</summary>
    public static readonly IReadOnlyList<string> Cases =
        ["empty-response", "text-only", "empty-after-tool", "rate-limited", "thinks-eight-seconds", "transcription-failed", "odd-deltas", "closing-words", "endless-speech"];

    private const int Questions = 3;

    // The scenario's third answer takes a minute, and is one from its first words.
    private const string LongAnswer = "With pleasure.";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(90);

    private readonly HostedAppHost _appHost;
    private readonly ProviderAdmin _provider;
    private readonly CallerProcess _caller;

    private ScriptedCall(HostedAppHost appHost)
    {
        _appHost = appHost;
        _provider = new ProviderAdmin(appHost);
        _caller = CallerProcess.Start(appHost.CallPage, "concierge");
    }

    /// <param name="appHost">The region.</param>
    /// <param name="script">The fault with the script, for this session.</param>
    public static async Task<ScriptedReport> RunAsync(HostedAppHost appHost, Func<string, object> script)
    {
        await using var call = new ScriptedCall(appHost);
        try
        {
            return await call.RunAsync(script);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{exception.Message}\n{call._caller.Story()}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _provider.Dispose();
        await _caller.DisposeAsync();
    }

    private async Task<ScriptedReport> RunAsync(Func<string, object> script)
    {
        await _caller.WaitForAsync("turn", s_limit);
        var session = "";
        await Eventually.IsTrueAsync("the provider session", async () =>
        {
            var sessions = await JournalReader.SessionsAsync(_appHost.Database, _caller.CallId);
            session = sessions.Count > 0 ? sessions[0] : "";
            return session.Length > 0;
        }, s_limit);
        await _provider.AddFaultAsync(script(session));

        var silence = TimeSpan.Zero;
        for (var question = 0; question < Questions && !_caller.Of("ended").Any(); question++)
        {
            var before = _caller.Of("said").Count();
            _caller.Say("table");
            await Eventually.IsTrueAsync("the end of the question", () => _caller.Of("said").Count() > before || _caller.Of("ended").Any(), s_limit);
            if (_caller.Of("said").Skip(before).Select(At).Cast<int?>().FirstOrDefault() is not { } said)
            {
                // The agent hung up meanwhile.
                break;
            }

            int? until = null;
            await Eventually.IsTrueAsync("an answer", () => (until = AnsweredAt(said)) is not null, s_limit);
            silence = Later(silence, Silence.Longest(_caller.Levels(), said, until!.Value));
        }

        await _caller.HangUpAsync();
        await JournalReader.EndedCallAsync(_appHost.Database, _caller.CallId, s_limit);
        return new ScriptedReport(
            silence,
            await JournalReader.TurnsAsync(_appHost.Database, _caller.CallId),
            _caller.Story());
    }

    private int? AnsweredAt(int said) => _caller.Of("turn")
        .Concat(_caller.Of("caption").Where(caption => caption.GetProperty("text").GetString()!.StartsWith(LongAnswer, StringComparison.Ordinal)))
        .Select(At).Where(at => at > said)
        .Concat(_caller.Of("ended").Select(At))
        .Cast<int?>().Min();

    private static int At(JsonElement seen) => seen.GetProperty("t").GetInt32();

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
