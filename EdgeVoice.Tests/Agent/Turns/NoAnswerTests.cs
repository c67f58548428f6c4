using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns;

/// <summary>A response that ends without having said or done anything is no answer, whatever its status.</summary>
public sealed class NoAnswerTests
{
    private static readonly TurnLimits s_limits = new();

    private readonly TurnScript _call = new();

    [Theory]
    [InlineData(nameof(ResponseStatus.Completed), null, "empty")]
    [InlineData(nameof(ResponseStatus.Cancelled), null, "cancelled")]
    [InlineData(nameof(ResponseStatus.Cancelled), "client_cancelled", "client_cancelled")]
    [InlineData(nameof(ResponseStatus.Incomplete), "content_filter", "content_filter")]
    [InlineData(nameof(ResponseStatus.Failed), "server_error", "server_error")]
    public void Response_WithoutSoundOrCall_IsAskedForAgain(string status, string? reason, string known)
    {
        Ask();
        _call.Says(new ResponseStarted("resp_1"));
        var done = _call.Says(new ResponseDone("resp_1", Enum.Parse<ResponseStatus>(status), reason, default));

        Assert.Contains(new ReportFailure(2, known), done);
        Assert.Contains(new CreateResponse(null), done.Concat(_call.Fires(TurnTimer.Retry)));
        Assert.Single(_call.Turns);
        Answer("resp_2");
        Assert.Equal((TurnOutcome.Complete, 1, known), (_call.Turns.Last().Outcome, _call.Turns.Last().Failures, _call.Turns.Last().FailureReason));
    }

    [Fact]
    public void Response_OfTextOnly_IsAskedForAgainUnderItsName()
    {
        Ask();
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new ResponseProgressed("resp_1", Writes: true));
        var done = _call.Says(new ResponseDone("resp_1", ResponseStatus.Completed, null, default));

        Assert.Contains(new ReportFailure(2, "text_only"), done);
        Assert.Contains(new CreateResponse(null), done);
    }

    [Fact]
    public void Response_AfterAToolWithoutSound_IsAskedForAgain()
    {
        Ask();
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new ToolCallRequested("resp_1", "call_1", "check_availability", "{}"));
        _call.Says(new ResponseDone("resp_1", ResponseStatus.Completed, null, default));
        _call.ToolEnds("call_1");
        _call.Says(new ResponseStarted("resp_2"));
        var done = _call.Says(new ResponseDone("resp_2", ResponseStatus.Completed, null, default));

        Assert.Contains(new CreateResponse(null), done);
        Assert.Single(_call.Turns);
    }

    [Fact]
    public void Response_WhoseCallWasDropped_IsAskedForAgain()
    {
        Ask();
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new ToolCallRequested("resp_1", "call_1", "check_availability", "{}"));
        _call.Says(new ResponseDone("resp_1", ResponseStatus.Completed, null, default));
        _call.ToolEnds("call_1");
        _call.Says(new ResponseStarted("resp_2"));
        _call.Says(new ToolCallRequested("resp_2", "call_1", "check_availability", "{}"));
        var done = _call.Says(new ResponseDone("resp_2", ResponseStatus.Completed, null, default));

        Assert.Contains(new CreateResponse(null), done);
    }

    [Fact]
    public void Greeting_WithoutSound_IsAskedForWithItsInstructions()
    {
        _call.Ready();
        _call.Says(new ResponseStarted("resp_1"));

        Assert.Contains(new CreateResponse(TurnScript.Greeting), _call.Says(new ResponseDone("resp_1", ResponseStatus.Completed, null, default)));
    }

    [Fact]
    public void Response_CutInTheMiddle_GoesOnWhereItBrokeOff()
    {
        Ask();
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 1500]));
        _call.Says(new ResponseDone("resp_1", ResponseStatus.Incomplete, "max_output_tokens", default));
        _call.Heard("item_2", 1500);

        Assert.Single(_call.Turns);
        Assert.Contains(new CreateResponse(TurnPrompts.GoOn), _call.Fires(TurnTimer.Retry));
    }

    [Fact]
    public void Response_CutEveryTime_EndsAsAModelErrorAndTheCallGoesOn()
    {
        Ask();
        foreach (var attempt in Enumerable.Range(1, 4))
        {
            _call.Says(new ResponseStarted($"resp_{attempt}"));
            _call.Says(new AudioDelta($"resp_{attempt}", $"item_{attempt}", new byte[48 * 500]));
            _call.Says(new ResponseDone($"resp_{attempt}", ResponseStatus.Incomplete, "content_filter", default));
            _call.Heard($"item_{attempt}", 500);
            _call.Fires(TurnTimer.Retry);
            Again(attempt);
        }

        Assert.Equal((TurnOutcome.ModelError, "content_filter"), (_call.Turns.Last().Outcome, _call.Turns.Last().FailureReason));
        Assert.DoesNotContain(_call.Commands, command => command is PlayClip);
    }

    [Fact]
    public void Response_NeverAnAnswer_RenewsTheSessionBeforeTheAgentApologises()
    {
        Ask();
        foreach (var attempt in Enumerable.Range(1, 4))
        {
            _call.Says(new ResponseStarted($"resp_{attempt}"));
            _call.Says(new ResponseDone($"resp_{attempt}", ResponseStatus.Completed, null, default));
            Again(attempt);
        }

        Assert.Equal(3, _call.Commands.OfType<CreateResponse>().Count(response => response.Instructions is null));
        Assert.Single(_call.Commands.OfType<ReplaceProvider>());
        Assert.Contains(new PlayClip(Clip.TechnicalProblem), _call.Commands);
        _call.Heard(nameof(Clip.TechnicalProblem), 5000);
        Assert.Equal((TurnOutcome.ModelError, "empty"), (_call.Turns.Last().Outcome, _call.Turns.Last().FailureReason));
    }

    [Fact]
    public void RateLimited_WaitsAsLongAsItIsTold()
    {
        Ask();
        _call.Says(new ResponseStarted("resp_1"));
        var done = _call.Says(new ResponseDone("resp_1", ResponseStatus.Failed, "rate_limit_exceeded", default) { RetryAfter = TimeSpan.FromSeconds(1.5) });

        Assert.DoesNotContain(done, command => command is CreateResponse);
        Assert.Contains(new SetTimer(TurnTimer.Retry, TimeSpan.FromSeconds(1.5)), done);
        Assert.Contains(done, command => command is SetTimer { Timer: TurnTimer.Hold });
        Assert.Contains(new CreateResponse(null), _call.Fires(TurnTimer.Retry));
    }

    [Fact]
    public void RateLimited_ForLongerThanAnybodyWaits_IsTriedEarlier()
    {
        Ask();
        _call.Says(new ResponseStarted("resp_1"));
        var done = _call.Says(new ResponseDone("resp_1", ResponseStatus.Failed, "rate_limit_exceeded", default) { RetryAfter = TimeSpan.FromMinutes(20) });

        Assert.Contains(new SetTimer(TurnTimer.Retry, s_limits.LongestRetryPause), done);
    }

    [Fact]
    public void Overloaded_WithoutAWord_IsLeftAloneForLongerEachTime()
    {
        Ask();
        var pauses = new List<TimeSpan>();
        foreach (var attempt in Enumerable.Range(1, 2))
        {
            _call.Says(new ResponseStarted($"resp_{attempt}"));
            pauses.AddRange(_call.Says(new ResponseDone($"resp_{attempt}", ResponseStatus.Failed, "server_error", default)).OfType<SetTimer>().Where(set => set.Timer == TurnTimer.Retry).Select(set => set.Delay));
            _call.Fires(TurnTimer.Retry);
        }

        Assert.Equal([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)], pauses);
    }

    [Fact]
    public void Refused_WithAnError_IsAskedForAgain()
    {
        Ask();
        var refused = _call.Says(new ResponseNotMade("server_is_overloaded", TimeSpan.FromSeconds(2)));

        Assert.Contains(new SetTimer(TurnTimer.Retry, TimeSpan.FromSeconds(2)), refused);
        Assert.Contains(new CreateResponse(null), _call.Fires(TurnTimer.Retry));
    }

    [Fact]
    public void CallerSpeaks_WhileTheNextTryWaits_IsNotAskedForAgain()
    {
        Ask();
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new ResponseDone("resp_1", ResponseStatus.Failed, "rate_limit_exceeded", default));
        var speech = _call.Says(new SpeechStarted("item_9", 0));

        Assert.Contains(new ClearTimer(TurnTimer.Retry), speech);
        Assert.DoesNotContain(_call.Fires(TurnTimer.Retry), command => command is CreateResponse);
        Assert.Equal(TurnOutcome.Interrupted, _call.Turns.Last().Outcome);
    }

    private void Ask()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Is there a table?");
    }

    private void Answer(string response)
    {
        _call.AgentGenerates(response, "item_answer", "There is.", 900);
        _call.Heard("item_answer", 900);
    }

    private void Again(int attempt)
    {
        if (attempt == 2)
        {
            _call.Fires(TurnTimer.Retry);
        }
        else if (attempt == 3)
        {
            _call.Apply(at => new ProviderRestored(at));
        }
    }
}
