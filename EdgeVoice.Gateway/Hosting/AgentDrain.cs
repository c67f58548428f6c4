using EdgeVoice.Gateway.Agents;
using EdgeVoice.Gateway.Configuration;

namespace EdgeVoice.Gateway.Hosting;

/// <summary>Tells every agent of the region to take no new jobs and to hand over at the limit what remains, or that all is as before.</summary>
internal sealed partial class AgentDrain(AgentAddresses addresses, IHttpClientFactory clients, ILogger<AgentDrain> logger)
{
    private const string Path = "/admin/drain";

    /// <returns>How many agents heard it, of how many.</returns>
    public Task<(int Heard, int All)> BeginAsync(int limitSeconds, CancellationToken cancellationToken) =>
        TellAsync(address => new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(new { limitSeconds }) }, cancellationToken);

    public Task<(int Heard, int All)> EndAsync(CancellationToken cancellationToken) =>
        TellAsync(address => new HttpRequestMessage(HttpMethod.Delete, address), cancellationToken);

    private async Task<(int Heard, int All)> TellAsync(Func<Uri, HttpRequestMessage> message, CancellationToken cancellationToken)
    {
        var agents = await addresses.ResolveAsync(cancellationToken);
        var heard = await Task.WhenAll(agents.Select(agent => TellAsync(agent, message, cancellationToken)));
        return (heard.Count(one => one), agents.Count);
    }

    private async Task<bool> TellAsync(Uri agent, Func<Uri, HttpRequestMessage> message, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(HttpClientNames.Agent);
            using var request = message(new Uri(agent.AbsoluteUri.TrimEnd('/') + Path));
            using var response = await client.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LogNotHeard(logger, agent.Authority, exception.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(EventId = 12, Level = LogLevel.Warning, Message = "Agent {Address} was not told to drain or to go on ({Error})")]
    private static partial void LogNotHeard(ILogger logger, string address, string error);
}
