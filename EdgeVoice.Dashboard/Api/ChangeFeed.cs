using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

/// <summary>
/// Changes to everyone who follows. Each follower has a small queue that forgets the oldest: a slow page misses steps of a turn,
/// never its latest state, because rows are read when they are sent.
/// </summary>
internal sealed class ChangeFeed : IDisposable
{
    private const int QueuedChanges = 256;

    // A turn changes many times in a second while its spans come; nobody reads faster than this.
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_signOfLife = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly HashSet<Channel<StoreChange>> _followers = [];
    private readonly TelemetryStore _store;
    private readonly TurnQueries _turns;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;

    public ChangeFeed(TelemetryStore store, TurnQueries turns, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        _stopping = lifetime.ApplicationStopping;
        _store = store;
        _turns = turns;
        _time = time;
        _store.Changed += OnChanged;
    }

    /// <summary>Changes from now on, null after a while without any. Ends when the dashboard stops, which would wait for its followers otherwise.</summary>
    public async IAsyncEnumerable<StoreChange?> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<StoreChange>(new BoundedChannelOptions(QueuedChanges) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            _followers.Add(channel);
        }

        try
        {
            // At once, so that a follower knows that it is heard before the first change.
            yield return null;
            while (!_stopping.IsCancellationRequested)
            {
                using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping);
                wait.CancelAfter(s_signOfLife);
                StoreChange? change = null;
                try
                {
                    change = await channel.Reader.ReadAsync(wait.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    // Nothing happened.
                }

                if (change is null && _stopping.IsCancellationRequested)
                {
                    yield break;
                }

                yield return change;
                if (change is not null)
                {
                    await Task.Delay(s_pace, _time, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            lock (_lock)
            {
                _followers.Remove(channel);
            }
        }
    }

    /// <param name="first">Rows to begin with.</param>
    public async IAsyncEnumerable<object?> TurnsAsync(IEnumerable<TurnRow> first, TurnFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var row in first)
        {
            yield return row;
        }

        await foreach (var change in FollowAsync(cancellationToken).ConfigureAwait(false))
        {
            if (change is null)
            {
                yield return null;
                continue;
            }

            var snapshot = _turns.Take();
            foreach (var turn in Read(change).Where(filter.Matches))
            {
                var row = snapshot.Show(turn);
                if (filter.Matches(row.Cause))
                {
                    yield return row;
                }
            }
        }
    }

    public Turn[] Read(StoreChange change) => _store.Read(view => change.Turns
        .Select(changed => view.Sessions.Find(changed.Session)?.Turns.FirstOrDefault(turn => turn.Row.Id == changed.Turn))
        .OfType<Turn>()
        .ToArray());

    public void Dispose() => _store.Changed -= OnChanged;

    private void OnChanged(StoreChange change)
    {
        if (change.Turns.Count == 0 && change.Sessions.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            foreach (var follower in _followers)
            {
                follower.Writer.TryWrite(change);
            }
        }
    }
}
