using System.Text.Json;
using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration.Faults;

/// <summary>One call from the greeting to the journal, with a fault in it.</summary>
internal sealed class FaultCall : IAsyncDisposable
{
    private const string TableAnswer = "We have a table for 2 at 19:00. Shall I book it for you?";
    private const string BookingAnswer = "It is booked.";
    private const string NextStory = "Then let me tell you another one.";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly HostedAppHost _appHost;
    private readonly FaultCase _fault;
    private readonly ProviderAdmin _provider;
    private readonly CallerProcess _caller;
    private TimeSpan _longestSilence;

    private FaultCall(HostedAppHost appHost, FaultCase fault)
    {
        _appHost = appHost;
        _fault = fault;
        _provider = new ProviderAdmin(appHost);
        _caller = CallerProcess.Start(appHost.CallPage, fault.Persona);
    }

    public static async Task<FaultReport> RunAsync(HostedAppHost appHost, FaultCase fault)
    {
        await using var call = new FaultCall(appHost, fault);
        try
        {
            return await call.RunAsync();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{fault.Kind}: {exception.Message}\n{call._caller.Story()}", exception);
        }
    }

    /// <summary>Has the long stories spoken once: their speech is made on demand, and a machine at work takes seconds for it.</summary>
    public static async Task WarmUpAsync(HostedAppHost appHost)
    {
        await using var caller = CallerProcess.Start(appHost.CallPage, "storyteller");
        await caller.WaitForAsync("turn", s_limit);
        caller.Say("story");
        await caller.WaitForAsync("caption", caption => Text(caption).Contains("lighthouse keeper", StringComparison.Ordinal), s_limit);
        caller.Say("stop");
        await caller.WaitForAsync("caption", caption => Text(caption).Contains(NextStory, StringComparison.Ordinal), s_limit);
        await caller.HangUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _provider.Dispose();
        await _caller.DisposeAsync();
    }

    private async Task<FaultReport> RunAsync()
    {
        await _caller.WaitForAsync("turn", turn => turn.GetProperty("turn").GetInt32() == 1, s_limit);
        await MeetFaultAsync();
        if (_fault.Reconnects)
        {
            // The answer to the second question exists only in the context of the first.
            await AskAsync("yes", BookingAnswer);
        }

        var endedByAgent = _caller.Of("ended").Any();
        await _caller.HangUpAsync();
        var call = await JournalReader.EndedCallAsync(_appHost.Database, _caller.CallId, s_limit);
        var sessions = await JournalReader.SessionsAsync(_appHost.Database, _caller.CallId);
        var items = await _provider.ItemsAsync(sessions[^1]);
        return new FaultReport(
            _longestSilence,
            [.. _caller.FinalCaptions(ofCaller: false)],
            sessions,
            string.Join(' ', items.Select(item => item.GetProperty("item").GetRawText())),
            endedByAgent,
            call,
            await JournalReader.TurnsAsync(_appHost.Database, _caller.CallId),
            _caller.Story());
    }

    private async Task MeetFaultAsync()
    {
        var session = await SessionAsync(1);
        if (_fault.BargesIn)
        {
            await _provider.AddFaultAsync(_fault.For(session));
            _caller.Say("story");
            await _caller.WaitForAsync("caption", caption => Text(caption).Contains("lighthouse keeper", StringComparison.Ordinal), s_limit);
            await AskAsync("stop", NextStory);
            return;
        }

        switch (_fault.Moment)
        {
            case FaultMoment.InTheAnswer:
                await _provider.AddFaultAsync(_fault.For(session));
                await AskAsync("table", TableAnswer);
                break;
            case FaultMoment.AtTheReconnect:
                await _provider.AddFaultAsync(_fault.For(Fault.NextSession, _caller.CallId));
                await _provider.AddFaultAsync(new { kind = FaultKinds.DisconnectNow, session });
                await AskAsync("table", TableAnswer);
                break;
            case FaultMoment.InSilence:
                await _provider.AddFaultAsync(_fault.For(session));
                await SessionAsync(2);
                await AskAsync("table", TableAnswer);
                break;
            case FaultMoment.InTheCallersSpeech:
                await AskAsync("table", TableAnswer, () => _provider.AddFaultAsync(_fault.For(session)));
                break;
            case FaultMoment.BeforeTheAnswer:
                await AskAsync("table", TableAnswer, async () =>
                {
                    await _caller.WaitForAsync("said", s_limit);
                    await _provider.AddFaultAsync(_fault.For(session));
                });
                break;
        }
    }

    /// <summary>Says something and waits for the answer, or for the end of the call when that is due.</summary>
    private async Task AskAsync(string words, string answer, Func<Task>? meanwhile = null)
    {
        var saidBefore = _caller.Of("said").Count();
        _caller.Say(words);
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        if (_fault.Ends)
        {
            var ended = await _caller.WaitForAsync("ended", s_limit);
            Measure(saidBefore, At(ended));
            return;
        }

        var answered = await _caller.WaitForAsync("caption", caption => Text(caption).Contains(answer, StringComparison.Ordinal), s_limit);
        Measure(saidBefore, At(answered));
    }

    private void Measure(int said, int until)
    {
        var from = _caller.Of("said").Skip(said).Select(At).FirstOrDefault(until);
        var silence = Silence.Longest(_caller.Levels(), from, until);
        _longestSilence = silence > _longestSilence ? silence : _longestSilence;
    }

    /// <summary>Waits for the call's n-th provider session and returns its id.</summary>
    private async Task<string> SessionAsync(int number)
    {
        IReadOnlyList<string> sessions = [];
        await Eventually.IsTrueAsync($"provider session {number}", async () =>
        {
            sessions = await JournalReader.SessionsAsync(_appHost.Database, _caller.CallId);
            return sessions.Count >= number;
        }, s_limit);
        return sessions[number - 1];
    }

    private static int At(JsonElement seen) => seen.GetProperty("t").GetInt32();

    private static string Text(JsonElement caption) => caption.GetProperty("text").GetString()!;
}
