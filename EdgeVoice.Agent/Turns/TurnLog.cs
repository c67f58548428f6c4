namespace EdgeVoice.Agent.Turns;

/// <summary>
/// Turns that have ended. A transcript of the caller's words may come after the end, so a turn is reported once its words
/// are settled, or at the latest when the next one ends; always in order.
/// </summary>
internal sealed class TurnLog
{
    private readonly Queue<TurnInProgress> _waiting = new();

    public IEnumerable<TurnCommand> Add(TurnInProgress turn)
    {
        foreach (var earlier in TakeAll())
        {
            yield return earlier;
        }

        _waiting.Enqueue(turn);
        foreach (var settled in TakeSettled())
        {
            yield return settled;
        }
    }

    public TurnInProgress? FindByUserItem(string itemId) => _waiting.FirstOrDefault(turn => turn.UserItemId == itemId);

    public IEnumerable<TurnCommand> TakeSettled()
    {
        while (_waiting.TryPeek(out var turn) && (turn.UserItemId is null || turn.UserTextSettled))
        {
            yield return new CompleteTurn(_waiting.Dequeue().Finish());
        }
    }

    public IEnumerable<TurnCommand> TakeAll()
    {
        while (_waiting.TryDequeue(out var turn))
        {
            // Its words have not come: what kept their place must not stand there for ever.
            if (turn.OpenCaption is { } segment)
            {
                yield return new ShowCaption(Speaker.Caller, segment, "", Final: true);
            }

            yield return new CompleteTurn(turn.Finish());
        }
    }
}
