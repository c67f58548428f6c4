using EdgeVoice.Agent.Calls.Capture;
using EdgeVoice.Agent.Calls.Generations;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.Calls.Resume;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Worker;
using EdgeVoice.Agent.Personas;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Tools;
using EdgeVoice.Agent.Turns;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Calls;

/// <summary>What every call of the process uses.</summary>
internal sealed class CallServices(
    FfiClient client,
    IRealtimeProvider provider,
    PersonaCatalog personas,
    ToolRunner tools,
    CallJournal journal,
    CallFence fence,
    CallHistoryReader histories,
    ClipLibrary clips,
    AudioCapture capture,
    IOptions<CallOptions> callOptions,
    IOptions<RealtimeOptions> realtimeOptions,
    IOptions<TurnLimits> turnLimits,
    IOptions<WorkerOptions> workerOptions,
    TimeProvider time,
    ILoggerFactory loggers)
{
    public FfiClient Client => client;

    public IRealtimeProvider Provider => provider;

    public PersonaCatalog Personas => personas;

    public ToolRunner Tools => tools;

    public CallJournal Journal => journal;

    public CallFence Fence => fence;

    public CallHistoryReader Histories => histories;

    public ClipLibrary Clips => clips;

    public AudioCapture Capture => capture;

    public CallOptions CallOptions => callOptions.Value;

    public TimeSpan RenewAfter => realtimeOptions.Value.RenewAfter;

    public TurnLimits TurnLimits => turnLimits.Value;

    public string Region => workerOptions.Value.Region;

    public TimeProvider Time => time;

    public ILoggerFactory Loggers => loggers;
}
