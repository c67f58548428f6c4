using EdgeVoice.RealtimeEmulator.Protocol;

namespace EdgeVoice.RealtimeEmulator.Conversations;

/// <summary>The default conversation of a session, in order.</summary>
internal sealed class Conversation(string id)
{
    // A conversation of one hour holds a few hundred; a client that makes more is broken.
    private const int MostItems = 10_000;

    private readonly List<ConversationItem> _items = [];

    public string Id => id;

    public IReadOnlyList<ConversationItem> Items => _items;

    public ConversationItem? Last => _items.Count == 0 ? null : _items[^1];

    public int UserTurns => _items.Count(item => item.IsUserTurn);

    public ConversationItem? Find(string itemId) => _items.Find(item => item.Id == itemId);

    public string? IdBefore(ConversationItem item) =>
        _items.IndexOf(item) is > 0 and var index ? _items[index - 1].Id : null;

    public void Append(ConversationItem item)
    {
        EnsureRoom();
        _items.Add(item);
    }

    /// <param name="item">The new item.</param>
    /// <param name="previousItemId">Null for the end, <c>root</c> for the start.</param>
    public void Insert(ConversationItem item, string? previousItemId)
    {
        EnsureRoom();
        if (Find(item.Id) is not null)
        {
            throw new RealtimeException(ErrorCodes.ItemCreateInvalidId, $"Error adding item: an item with id '{item.Id}' already exists.", "item.id");
        }

        if (previousItemId is null or "root")
        {
            _items.Insert(previousItemId is null ? _items.Count : 0, item);
            return;
        }

        var previous = _items.FindIndex(candidate => candidate.Id == previousItemId);
        if (previous < 0)
        {
            throw new RealtimeException(ErrorCodes.ItemCreateInvalidPrevious,
                $"Error adding item: the previous item with id '{previousItemId}' does not exist.", "previous_item_id");
        }

        _items.Insert(previous + 1, item);
    }

    public bool Remove(string itemId) => _items.RemoveAll(item => item.Id == itemId) > 0;

    private void EnsureRoom()
    {
        if (_items.Count >= MostItems)
        {
            throw new RealtimeException(ErrorCodes.InvalidValue, $"A conversation holds {MostItems} items at most; delete some first.");
        }
    }
}
