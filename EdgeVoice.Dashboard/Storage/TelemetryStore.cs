using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Turns;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Storage;

/// <summary>Everything that is shown, in memory and bounded. One lock: writers are one, readers copy references and leave.</summary>
internal sealed class TelemetryStore
{
    // So many are taken over while senders and queries wait; more of them before.
    private const int FewBatches = 16;

    private readonly Lock _lock = new();
    private readonly Func<StoreState> _create;
    private StoreState _state;
    private List<TelemetryBatch>? _arrived;
    private long _sweptNs = long.MinValue;

    public TelemetryStore(IOptions<DashboardOptions> options, PriceList prices)
    {
        _create = () => new StoreState(options.Value.Limits, new SessionBook(options, prices));
        _state = _create();
    }

    /// <summary>Raised outside the lock, after a batch was stored.</summary>
    public event Action<StoreChange>? Changed;

    /// <summary>Grows with every change: what was computed from an older one is stale.</summary>
    public long Version { get; private set; }

    public (Counter Spans, Counter Traces, Counter Sessions, Counter Turns) Counters
    {
        get
        {
            lock (_lock)
            {
                return _state.Counters;
            }
        }
    }

    /// <summary>Spans and records that came since <see cref="BeginRebuild"/> and wait to be taken over.</summary>
    public int Arrived { get; private set; }

    /// <returns>How many of the batch were here already.</returns>
    public int Add(TelemetryBatch batch)
    {
        StoreChange change;
        int known;
        lock (_lock)
        {
            known = _state.Add(batch);
            if (_arrived is not null)
            {
                _arrived.Add(batch);
                Arrived += batch.Count;
            }

            Version++;
            change = _state.TakeChange();
        }

        Changed?.Invoke(change);
        return known;
    }

    /// <summary>
    /// Begins a second state, which the caller fills with all that came before, oldest first, while the first one is shown and takes
    /// what comes. Older batches cannot be put under newer ones: limits, sessions and turns depend on the order.
    /// </summary>
    public StoreState BeginRebuild()
    {
        lock (_lock)
        {
            (_state, _arrived, Arrived) = (_create(), [], 0);
            return _create();
        }
    }

    /// <summary>Adds what came meanwhile to <paramref name="rebuilt"/> and shows it from then on.</summary>
    public void CompleteRebuild(StoreState rebuilt)
    {
        while (TakeArrived(FewBatches) is { Count: > 0 } batches)
        {
            batches.ForEach(batch => rebuilt.Add(batch));
        }

        lock (_lock)
        {
            _arrived?.ForEach(batch => rebuilt.Add(batch));
            rebuilt.Sweep(_sweptNs);
            rebuilt.TakeChange();
            (_arrived, Arrived) = (null, 0);
            _state = rebuilt;
            Version++;
        }
    }

    /// <summary>Goes on with what is shown: the rest could not be had.</summary>
    public void AbandonRebuild()
    {
        lock (_lock)
        {
            (_arrived, Arrived) = (null, 0);
        }
    }

    /// <summary>Runs a query while nothing changes. Keep it short: it must copy what it needs.</summary>
    public T Read<T>(Func<StoreView, T> query)
    {
        lock (_lock)
        {
            return query(_state.View);
        }
    }

    /// <summary>Closes what will not be closed any more: nothing has come of it since <paramref name="beforeNs"/>, by this machine's clock.</summary>
    public void Sweep(long beforeNs)
    {
        StoreChange change;
        lock (_lock)
        {
            _sweptNs = Math.Max(_sweptNs, beforeNs);
            _state.Sweep(beforeNs);
            change = _state.TakeChange();
            Version += change.Turns.Count > 0 ? 1 : 0;
        }

        Changed?.Invoke(change);
    }

    public void Clear()
    {
        lock (_lock)
        {
            _state.Clear();
            Version++;
        }
    }

    // Empty once no more than few wait.
    private List<TelemetryBatch> TakeArrived(int few)
    {
        lock (_lock)
        {
            if (_arrived is null || _arrived.Count <= few)
            {
                return [];
            }

            var taken = _arrived;
            (_arrived, Arrived) = ([], 0);
            return taken;
        }
    }
}
