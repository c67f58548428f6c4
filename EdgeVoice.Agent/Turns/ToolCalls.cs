using System.Text.Json;
using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Turns;

/// <summary>Tool calls of the model: run once, and answered when all of a turn are done.</summary>
internal sealed class ToolCalls(TurnContext call)
{
    public void OnRequested(ToolCallRequested request, TimeSpan at)
    {
        if (call.Turn is not { } turn || call.Responses.Live is not { } response)
        {
            return;
        }

        if (IsJson(request.Arguments))
        {
            Run(turn, response, request, at);
        }
        else
        {
            response.BrokenCalls.Add(request);
        }
    }

    /// <summary>A completed response meant its call as it stands: the tool says what is wrong with it, and the model can answer.</summary>
    public void RunBroken(TurnInProgress turn, LiveResponse response, TimeSpan at)
    {
        foreach (var request in response.BrokenCalls)
        {
            Run(turn, response, request, at);
        }
    }

    public void OnFinished(ToolFinished tool)
    {
        if (!call.OpenTools.Remove(tool.CallId, out var open))
        {
            return;
        }

        // A call of a turn that the caller has interrupted still had its effect: the model must learn of it.
        var returned = new ToolReturned(tool.CallId, tool.Result.Output);
        call.Send(new Remember(open.Turn, tool.CallId, open.Item));
        call.Send(new Remember(open.Turn, $"{tool.CallId}:result", returned));
        if (open.Foreign)
        {
            call.Send(new AddItem(open.Item));
        }

        call.Send(new AddItem(returned));
        if (call.Turn?.FinishToolCall(tool.CallId, tool.Result.Ok, tool.At) is not null)
        {
            call.Turn.Outcome = tool.Result.Ok ? call.Turn.Outcome : TurnOutcome.ToolError;
            AnswerWhenDue();
        }
    }

    public void AnswerWhenDue()
    {
        if (call.ToolReplyDue && call.Responses.Live is null && call.ProviderUp && call.Turn is { ToolsPending: false })
        {
            call.ToolReplyDue = false;
            // What the turn was begun with still holds when tools had to run before its first word.
            call.Ask(call.Turn is { Initiator: TurnInitiator.Agent, Answered: false } turn ? turn.Instructions : null);
        }
    }

    private void Run(TurnInProgress turn, LiveResponse response, ToolCallRequested request, TimeSpan at)
    {
        if (!call.KnownTools.Add(request.CallId))
        {
            return;
        }

        response.HasCall = true;
        call.OpenTools[request.CallId] = new OpenToolCall(turn.Index, request);
        turn.AddToolCall(new TurnToolCall(request.CallId, request.Name, request.Arguments, at, null, null));
        call.ToolReplyDue = true;
        call.Send(new RunTool(turn.Index, request.CallId, request.Name, request.Arguments));
        call.Clear(TurnTimer.ProviderOverdue);
        call.KeepCompany();
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
