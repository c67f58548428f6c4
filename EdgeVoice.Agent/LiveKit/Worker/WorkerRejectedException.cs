using System.Net;

namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>The LiveKit server refused the worker's connection; the message names the setting to look at.</summary>
internal sealed class WorkerRejectedException(HttpStatusCode status, Exception innerException)
    : Exception(Explain(status), innerException)
{
    public HttpStatusCode Status => status;

    private static string Explain(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            $"The LiveKit server refused the worker's token ({(int)status}): check LiveKit:ApiKey and LiveKit:ApiSecret against the server's 'keys'.",
        HttpStatusCode.NotFound => "The server has no /agent (404): check that LiveKit:Url is a LiveKit server.",
        _ => $"The LiveKit server answered {(int)status} to the worker: check LiveKit:Url.",
    };
}
