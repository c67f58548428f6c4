using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.LiveKit.Worker;
using EdgeVoice.Agent.Realtime.Placement;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Status;

/// <summary>Puts the status together, and tells when it has changed.</summary>
internal sealed class StatusSource
{
    private readonly WorkerState _worker;
    private readonly RunningCalls _calls;
    private readonly CallJournal _journal;
    private readonly JournalStatus _journalStatus;
    private readonly ProviderPlacement _placement;
    private readonly string _region;
    private TaskCompletionSource _changed = NewSignal();

    public StatusSource(WorkerState worker, RunningCalls calls, CallJournal journal, JournalStatus journalStatus, ProviderPlacement placement, IOptions<WorkerOptions> options)
    {
        _worker = worker;
        _calls = calls;
        _journal = journal;
        _journalStatus = journalStatus;
        _placement = placement;
        _region = options.Value.Region;
        _worker.Changed += Signal;
        _calls.Changed += Signal;
        _placement.Changed += Signal;
    }

    public AgentStatus Now() => new(
        _region,
        _worker.Slots,
        _worker.Active,
        _worker.Draining,
        _worker.Registered,
        [.. _calls.All.Select(call => new AgentStatus.Call(call.CallId, call.Generation, call.Room))],
        [.. _placement.Report().Select(known => new AgentStatus.Provider(
            known.Endpoint.Name, Wire.Name(known.State), (int?)known.Handshake?.TotalMilliseconds, (long?)known.Age?.TotalMilliseconds, known.Chosen))],
        new AgentStatus.JournalState(_journalStatus.Unshipped, (long)_journal.OldestAge().TotalMilliseconds, !_journalStatus.DatabaseFailing));

    /// <summary>Completes at the next change. Ask for it before reading the status, so that no change is missed.</summary>
    public Task NextChange() => Volatile.Read(ref _changed).Task;

    private void Signal() => Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
