using EdgeVoice.Agent.Calls.Journal;
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
    RunningCalls running,
    ClipLibrary clips,
    IOptions<CallOptions> callOptions,
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

    public RunningCalls Running => running;

    public ClipLibrary Clips => clips;

    public CallOptions CallOptions => callOptions.Value;

    public TurnLimits TurnLimits => turnLimits.Value;

    public string Region => workerOptions.Value.Region;

    public TimeProvider Time => time;

    public ILoggerFactory Loggers => loggers;
}
