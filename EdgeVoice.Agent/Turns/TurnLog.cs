namespace EdgeVoice.Agent.Turns;

/// <summary>
/// Turns that have ended. A transcript of the caller's words may come after the end, so a turn is reported once its words
/// are settled, or at the latest when the next one ends; always in order.
/// </summary>
internal sealed class TurnLog
{
    private readonly Queue<TurnInProgress> _waiting = new();

    public IEnumerable<CompleteTurn> Add(TurnInProgress turn)
    {
        while (_waiting.TryDequeue(out var earlier))
        {
            yield return new CompleteTurn(earlier.Finish());
        }

        _waiting.Enqueue(turn);
        foreach (var settled in TakeSettled())
        {
            yield return settled;
        }
    }

    public TurnInProgress? FindByUserItem(string itemId) => _waiting.FirstOrDefault(turn => turn.UserItemId == itemId);

    public IEnumerable<CompleteTurn> TakeSettled()
    {
        while (_waiting.TryPeek(out var turn) && (turn.UserItemId is null || turn.UserTextSettled))
        {
            yield return new CompleteTurn(_waiting.Dequeue().Finish());
        }
    }

    public IEnumerable<CompleteTurn> TakeAll()
    {
        while (_waiting.TryDequeue(out var turn))
        {
            yield return new CompleteTurn(turn.Finish());
        }
    }
}
