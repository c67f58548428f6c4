using EdgeVoice.RealtimeEmulator.Faults;

namespace EdgeVoice.RealtimeEmulator.Responses;

/// <summary>The faults that one response meets, taken when it starts.</summary>
internal sealed record ResponseFaults(
    Fault? Close, Fault? Stall, Fault? SlowFirstAudio, Fault? Failed, Fault? Incomplete, Fault? DuplicateDelta, Fault? UnknownEvent, Fault? Garbage)
{
    public static ResponseFaults Take(SessionFaults faults) => new(
        faults.Take(FaultKinds.Close1006),
        faults.Take(FaultKinds.DeltaStall),
        faults.Take(FaultKinds.SlowFirstAudio),
        faults.Take(FaultKinds.ResponseFailed),
        faults.Take(FaultKinds.ResponseIncomplete),
        faults.Take(FaultKinds.DuplicateDelta),
        faults.Take(FaultKinds.UnknownEvent),
        faults.Take(FaultKinds.GarbageJson));
}
