using System.Net.Http.Json;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Failover.Faults;

/// <summary>SIGKILL of the agent process that has the most of the calls.</summary>
internal sealed class AgentFault() : Fault("agent-killed"), IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
    private string _victim = "";
    private HashSet<string> _calls = [];

    public override async Task PrepareAsync(FaultContext context, CancellationToken cancellationToken)
    {
        _calls = [];
        var agents = context.AppHost.All
            .Where(resource => resource.Name == $"agent-{context.Region}" || resource.Name.StartsWith($"agent-{context.Region}-", StringComparison.Ordinal));
        foreach (var agent in agents)
        {
            var status = await _http.GetFromJsonAsync<Status>(new Uri(agent.Http!, "status"), cancellationToken);
            var calls = status!.Calls.Select(call => call.CallId).Where(context.CallIds.Contains).ToHashSet();
            if (calls.Count > _calls.Count)
            {
                (_victim, _calls) = (agent.Name, calls);
            }
        }

        if (_calls.Count == 0)
        {
            throw new BenchException($"No agent of {context.Region} has one of the calls.");
        }
    }

    public override Task StrikeAsync(FaultContext context, CancellationToken cancellationToken) => context.AppHost.CommandAsync(_victim, "kill", cancellationToken);

    public override bool Hits(string callId) => _calls.Contains(callId);

    public void Dispose() => _http.Dispose();

    private sealed record Status(IReadOnlyList<Call> Calls);

    private sealed record Call(string CallId);
}
