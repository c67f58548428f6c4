using System.Collections.Concurrent;
using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.Turns;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVoice.Tests.Agent.Calls;

public sealed class CallerPresenceTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<TurnInput> _inputs = [];
    private readonly CallOptions _options = new();
    private readonly CallerPresence _presence;

    public CallerPresenceTests() => _presence = new CallerPresence(_options, new CallClock(_time), _inputs.Add);

    public void Dispose() => _presence.Dispose();

    [Fact]
    public void Caller_ThereHearingAndAnswerable_BeginsOnce()
    {
        _presence.ProviderIsSettled();
        _presence.Joined("caller-1", first: true);
        Assert.Empty(_inputs);

        _presence.Subscribed();
        _presence.Subscribed();
        _presence.ProviderIsSettled();

        Assert.IsType<CallReady>(Assert.Single(_inputs));
    }

    [Fact]
    public async Task Caller_HeardAndAnswerableInTheSameMoment_BeginsOnceEachTime()
    {
        var twice = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var inputs = new ConcurrentQueue<TurnInput>();
            using var presence = new CallerPresence(_options, new CallClock(_time), inputs.Enqueue);
            presence.Joined("caller-1", first: true);
            using var both = new Barrier(2);
            var hears = Task.Run(() =>
            {
                both.SignalAndWait();
                presence.Subscribed();
            });
            both.SignalAndWait();
            presence.ProviderIsSettled();
            await hears;
            twice += inputs.OfType<CallReady>().Count() != 1 || inputs.Last() is not CallReady ? 1 : 0;
        }

        Assert.Equal(0, twice);
    }

    [Fact]
    public void Caller_HearingBeforeTheProviderIsThere_WaitsAndThenBegins()
    {
        _presence.Joined("caller-1", first: true);
        _presence.Subscribed();
        _presence.ProviderIsSettled();

        Assert.Collection(_inputs, first => Assert.IsType<CallerWaits>(first), second => Assert.IsType<CallReady>(second));
    }

    [Fact]
    public void Caller_WhoComesAfterTheAgent_IsSpokenToWhenItSaysThatItHears()
    {
        _presence.ProviderIsSettled();
        _presence.Joined("caller-1", first: false);
        _presence.Subscribed();
        Assert.Empty(_inputs);

        _presence.Hears();
        _presence.Hears();

        Assert.IsType<CallReady>(Assert.Single(_inputs));
    }

    [Fact]
    public void Caller_WhoSaysAgainThatItHears_WaitsForTheProviderOnce()
    {
        _presence.Joined("caller-1", first: false);
        _presence.Hears();
        _presence.Hears();
        Assert.IsType<CallerWaits>(Assert.Single(_inputs));

        _presence.ProviderIsSettled();
        Assert.IsType<CallReady>(_inputs[^1]);
    }

    [Fact]
    public void Caller_WhoComesAfterTheAgentAndSaysNothing_IsGreetedAfterTheWait()
    {
        _presence.ProviderIsSettled();
        _presence.Subscribed();
        _presence.Joined("caller-1", first: false);
        _time.Advance(_options.SubscriptionWait);

        Assert.IsType<CallReady>(Assert.Single(_inputs));
    }

    [Fact]
    public void Caller_WhoNeverSubscribes_IsGreetedAfterTheWait()
    {
        _presence.ProviderIsSettled();
        _presence.Joined("caller-1", first: true);
        _time.Advance(_options.SubscriptionWait);

        Assert.IsType<CallReady>(Assert.Single(_inputs));
    }

    [Fact]
    public void Nobody_WithinTheWait_ClosesTheCall()
    {
        _time.Advance(_options.CallerWait);

        Assert.Equal(CallOutcome.NoCaller, Assert.IsType<CallClosed>(Assert.Single(_inputs)).Outcome);
    }

    [Fact]
    public void Caller_WhoLeaves_ClosesTheCallAndAnotherParticipantDoesNot()
    {
        _presence.Joined("caller-1", first: true);
        _presence.Joined("guest", first: true);
        _presence.Left("guest", DisconnectReason.ClientInitiated);
        Assert.Empty(_inputs);

        _presence.Left("caller-1", DisconnectReason.ClientInitiated);
        _presence.Left("caller-1", DisconnectReason.ClientInitiated);

        Assert.Equal(CallOutcome.CallerHungUp, Assert.IsType<CallClosed>(Assert.Single(_inputs)).Outcome);
    }

    [Theory]
    [InlineData("DuplicateIdentity")]
    [InlineData("Unknown")]
    [InlineData("SignalClose")]
    [InlineData("StateMismatch")]
    public void Caller_WhoseConnectionBroke_IsWaitedForAndThenGivenUp(string reason)
    {
        _presence.Joined("caller-1", first: true);
        _presence.Left("caller-1", Enum.Parse<DisconnectReason>(reason));
        Assert.Empty(_inputs);

        _time.Advance(_options.RejoinWait);

        Assert.Equal("the caller's connection broke", Assert.IsType<CallClosed>(Assert.Single(_inputs)).Reason);
    }

    [Fact]
    public void Caller_WhoComesBackInTime_KeepsTheCallAndNobodyElseGetsIt()
    {
        _presence.Joined("caller-1", first: true);
        _presence.Left("caller-1", DisconnectReason.SignalClose);
        _presence.Joined("somebody-else", first: true);
        Assert.Null(_presence.Identity);

        _presence.Joined("caller-1", first: true);
        _time.Advance(_options.RejoinWait * 2);

        Assert.Equal("caller-1", _presence.Identity);
        Assert.DoesNotContain(_inputs, input => input is CallClosed);
    }
}
