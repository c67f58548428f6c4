using System.Runtime.InteropServices;

namespace EdgeVoice.Agent.Audio;

/// <summary>
/// Agent speech on its way to the caller. The provider sends faster than real time; this holds the rest, knows at each
/// moment how much the caller has heard, and can be emptied at once when the caller interrupts.
/// </summary>
internal sealed class PlayoutQueue : IAsyncDisposable
{
    private const int Attempts = 50;

    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(PcmFormat.FrameMs);

    private readonly IAudioSink _sink;
    private readonly TimeProvider _time;
    private readonly Action<PlayoutEvent> _report;
    private readonly Action<Exception> _broken;
    private readonly Lock _lock = new();
    private readonly LinkedList<PlayoutItem> _items = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly PlayoutClock _clock;
    private readonly Task _pump;
    private int _generation;

    /// <param name="broken">Told when the sink takes no more audio, for what reason: nothing is heard from here on.</param>
    public PlayoutQueue(IAudioSink sink, TimeProvider time, Action<PlayoutEvent> report, Action<Exception> broken)
    {
        _sink = sink;
        _time = time;
        _report = report;
        _broken = broken;
        _clock = new PlayoutClock(time);
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>The item being heard now, or null in silence.</summary>
    public PlayoutPosition? Position
    {
        get
        {
            lock (_lock)
            {
                return _items.First is { Value: { Started: true } item } ? Locate(item) : null;
            }
        }
    }

    /// <param name="pcm">24 kHz mono signed 16-bit little endian.</param>
    public void Enqueue(string itemId, ReadOnlySpan<byte> pcm)
    {
        lock (_lock)
        {
            Find(itemId).Append(MemoryMarshal.Cast<byte, short>(pcm));
        }

        _wake.Release();
    }

    /// <summary>Says that no more audio of the item will come.</summary>
    public void Complete(string itemId)
    {
        lock (_lock)
        {
            if (_items.Any(item => item.Id == itemId))
            {
                Find(itemId).Completed = true;
            }
        }

        _wake.Release();
    }

    /// <summary>Falls silent at once. Returns how far each queued item was heard, in order.</summary>
    public IReadOnlyList<PlayoutPosition> Stop()
    {
        lock (_lock)
        {
            var positions = _items.Select(Locate).ToArray();
            _generation++;
            _items.Clear();
            _sink.Clear();
            _clock.Clear();
            return positions;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _pump.ConfigureAwait(false);
        _stopping.Dispose();
        _wake.Dispose();
    }

    private async Task PumpAsync()
    {
        try
        {
            while (true)
            {
                var step = Next();
                if (step.Started is not null)
                {
                    _report(new PlayoutStarted(step.Started));
                }

                if (!step.Frame.IsEmpty)
                {
                    await CaptureAsync(step).ConfigureAwait(false);
                }
                else if (step.Drain is { } drain)
                {
                    await FinishAsync(drain, step.Generation).ConfigureAwait(false);
                }
                else
                {
                    await _wake.WaitAsync(_stopping.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The call is over.
        }
        catch (Exception exception)
        {
            _broken(exception);
        }
    }

    /// <summary>A frame that the sink refuses is offered again for a second, or until the caller interrupts: one refusal is not the end of a call's voice.</summary>
    private async Task CaptureAsync(Step step)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _sink.CaptureAsync(step.Frame, _stopping.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception) when (!_stopping.IsCancellationRequested && attempt < Attempts)
            {
                await Task.Delay(s_retry, _time, _stopping.Token).ConfigureAwait(false);
            }

            lock (_lock)
            {
                if (_generation != step.Generation)
                {
                    return;
                }
            }
        }
    }

    private Step Next()
    {
        lock (_lock)
        {
            if (_items.First?.Value is not { } item)
            {
                return new Step(default, null, null, _generation);
            }

            var first = !item.Started;
            var frame = item.Take();
            if (!frame.IsEmpty)
            {
                _clock.Add(TimeSpan.FromMilliseconds(PcmFormat.FrameMs));
                return new Step(frame, first ? item.Id : null, null, _generation);
            }

            return new Step(default, null, item.Drained ? item : null, _generation);
        }
    }

    /// <summary>Waits until the sink has played the item's last frame; a barge-in meanwhile has already reported it.</summary>
    private async Task FinishAsync(PlayoutItem item, int generation)
    {
        while (true)
        {
            TimeSpan left;
            lock (_lock)
            {
                if (_generation != generation)
                {
                    return;
                }

                left = _clock.Buffered;
                if (left == TimeSpan.Zero)
                {
                    _items.Remove(item);
                    break;
                }
            }

            await Task.Delay(left, _time, _stopping.Token).ConfigureAwait(false);
        }

        _report(new PlayoutFinished(item.Id, item.ReceivedMs));
    }

    private PlayoutItem Find(string itemId)
    {
        var item = _items.FirstOrDefault(item => item.Id == itemId);
        if (item is null)
        {
            item = new PlayoutItem(itemId);
            _items.AddLast(item);
        }

        return item;
    }

    // Floored, so that what is reported as heard was heard.
    private PlayoutPosition Locate(PlayoutItem item) =>
        new(item.Id, Math.Max(0, item.PushedMs - (int)Math.Ceiling(_clock.Buffered.TotalMilliseconds)), item.ReceivedMs);

    private readonly record struct Step(ReadOnlyMemory<short> Frame, string? Started, PlayoutItem? Drain, int Generation);
}
