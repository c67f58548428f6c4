using System.Globalization;
using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVoice.Tests.Agent.Calls;

/// <summary>The turn machine with the clock and the timers of a call, and a provider that answers at once or not at all.</summary>
public sealed class CallLimitTests : IDisposable
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
    private readonly CallOptions _options = new();
    private readonly List<(TimeSpan At, string? Instructions)> _asked = [];
    private readonly Queue<TurnInput> _inputs = new();
    private readonly DateTimeOffset _startedAt;
    private bool _answers = true;
    private CallClock? _clock;
    private CallTimers? _timers;
    private TurnMachine? _machine;
    private (TimeSpan At, CallOutcome Outcome)? _end;

    public CallLimitTests() => _startedAt = _time.GetUtcNow();

    public void Dispose() => _timers?.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void Call_WhicheverAgentHasIt_IsWarnedAndEndsByItsStart(int minutesBefore)
    {
        _time.Advance(TimeSpan.FromMinutes(minutesBefore));

        Begin();
        GoOn(TimeSpan.FromMinutes(31 - minutesBefore));

        Assert.Equal(
            [(TimeSpan.FromMinutes(29), TurnPrompts.SayThatTimeIsShort(TimeSpan.FromMinutes(1))), (TimeSpan.FromMinutes(30), TurnPrompts.SayThatTimeIsUp)],
            _asked.Skip(1));
        Assert.Equal((TimeSpan.FromMinutes(30), CallOutcome.LongestCall), _end);
    }

    [Fact]
    public void Call_TakenOverAfterTheWarning_WarnsOnceMoreOfWhatIsLeft()
    {
        _time.Advance(TimeSpan.FromMinutes(29.5));

        Begin();
        GoOn(TimeSpan.FromMinutes(1));

        Assert.Equal([TurnPrompts.SayThatTimeIsShort(TimeSpan.FromSeconds(30)), TurnPrompts.SayThatTimeIsUp], _asked.Skip(1).Select(asked => asked.Instructions));
        Assert.Equal((TimeSpan.FromMinutes(30), CallOutcome.LongestCall), _end);
    }

    [Fact]
    public void Call_ProviderDeadAtTheEnd_IsOverFifteenSecondsLater()
    {
        Begin();
        GoOn(TimeSpan.FromMinutes(29.5));
        _answers = false;
        GoOn(TimeSpan.FromMinutes(2));

        Assert.Equal((TimeSpan.FromMinutes(30.25), CallOutcome.LongestCall), _end);
    }

    [Fact]
    public void Age_OfACallThatBeginsNowOrByAFastClock_IsNothing()
    {
        var clock = new CallClock(_time);

        Assert.Equal(TimeSpan.Zero, clock.AgeOf(null));
        Assert.Equal(TimeSpan.Zero, clock.AgeOf(_startedAt + s_second));
        Assert.Equal(s_second, clock.AgeOf(_startedAt - s_second));
    }

    [Theory]
    [InlineData("""{"callId":"call_a","generation":2,"resume":true,"startedAt":"2026-11-30T12:00:00.123+00:00"}""", true)]
    [InlineData("""{"callId":"call_a","generation":2,"resume":true,"startedAt":null}""", false)]
    [InlineData("""{"callId":"call_a"}""", false)]
    public void Metadata_TellsTheStart(string metadata, bool known)
    {
        var read = CallMetadata.Parse(metadata);

        Assert.Equal(("call_a", known ? _startedAt.AddMilliseconds(123) : (DateTimeOffset?)null), (read.CallId, read.StartedAt));
    }

    [Theory]
    [InlineData("00:30:00", "00:01:00", "")]
    [InlineData("12:00:00", "11:59:59", "")]
    [InlineData("00:00:00", "00:01:00", "Calls__LongestCall ")]
    [InlineData("-00:30:00", "00:01:00", "Calls__LongestCall ")]
    [InlineData("13:00:00", "00:01:00", "Calls__LongestCall ")]
    [InlineData("00:30:00", "00:00:00", "Calls__LongestCallWarning ")]
    [InlineData("00:30:00", "-00:00:01", "Calls__LongestCallWarning ")]
    [InlineData("00:01:00", "00:01:00", "Calls__LongestCallWarning ")]
    public void Validate_WrongSetting_NamesIt(string longest, string warning, string setting)
    {
        var options = new CallOptions { LongestCall = TimeSpan.Parse(longest, CultureInfo.InvariantCulture), LongestCallWarning = TimeSpan.Parse(warning, CultureInfo.InvariantCulture) };

        var result = new ValidateCallOptions().Validate(null, options);

        Assert.Equal(setting.Length == 0, result.Succeeded);
        Assert.All(result.Failures ?? [], failure => Assert.StartsWith(setting, failure, StringComparison.Ordinal));
    }

    private void Begin()
    {
        var clock = _clock = new CallClock(_time);
        // A caller who says nothing is not what this is about.
        _machine = new TurnMachine(new TurnLimits { CallerSilence = TimeSpan.FromHours(1) }, new TurnOpening("Greet.") { Limit = _options.LimitAt(clock.AgeOf(_startedAt)) });
        _timers = new CallTimers(_time, (timer, setting) => _inputs.Enqueue(new TimerFired(clock.Now, timer, setting)));
        _inputs.Enqueue(new CallReady(clock.Now));
        Handle();
    }

    private void GoOn(TimeSpan length)
    {
        for (var passed = TimeSpan.Zero; passed < length; passed += s_second)
        {
            _time.Advance(s_second);
            Handle();
        }
    }

    private void Handle()
    {
        while (_inputs.TryDequeue(out var input))
        {
            if (input is not TimerFired fired || _timers!.Take(fired.Timer, fired.Setting))
            {
                Apply(input);
            }
        }
    }

    private void Apply(TurnInput input)
    {
        foreach (var command in _machine!.Apply(input))
        {
            Carry(command);
        }
    }

    private void Carry(TurnCommand command)
    {
        switch (command)
        {
            case SetTimer set:
                _timers!.Set(set.Timer, set.Delay);
                break;
            case ClearTimer clear:
                _timers!.Clear(clear.Timer);
                break;
            case StopPlayout:
                Apply(new PlayoutCut(_clock!.Now, []));
                break;
            case CreateResponse response:
                _asked.Add((_time.GetUtcNow() - _startedAt, response.Instructions));
                Answer($"resp_{_asked.Count}", $"item_{_asked.Count}");
                break;
            case EndCall end:
                _end = (_time.GetUtcNow() - _startedAt, end.Outcome);
                break;
        }
    }

    private void Answer(string response, string item)
    {
        // No answer ends in the moment in which it is asked for, and two may be asked for in one.
        var now = _clock!.Now + TimeSpan.FromMilliseconds(_asked.Count);
        TurnInput[] answer =
        [
            new ProviderSays(now, new ResponseStarted(response)),
            new ProviderSays(now, new AudioDelta(response, item, new byte[48 * 500])),
            new PlayoutSays(now, new PlayoutStarted(item)),
            new ProviderSays(now, new AudioDone(response, item)),
            new ProviderSays(now, new ResponseDone(response, ResponseStatus.Completed, null, default)),
            new PlayoutSays(now, new PlayoutFinished(item, 500)),
        ];
        foreach (var said in _answers ? answer : [])
        {
            _inputs.Enqueue(said);
        }
    }
}
