using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Failover.Faults;

/// <summary>The provider that is nearest to the region closes every session.</summary>
internal sealed class ProviderFault() : Fault("provider-lost")
{
    private string _provider = "";

    public override Task PrepareAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var providers = context.AppHost.All.Select(resource => resource.Name).Where(name => name.StartsWith("realtime", StringComparison.Ordinal)).ToArray();
        _provider = providers.FirstOrDefault(name => name == $"realtime-{context.Region}") ?? providers.FirstOrDefault() ??
            throw new BenchException("The AppHost emulates no provider: start it without openai-api-key.");
        return Task.CompletedTask;
    }

    public override Task StrikeAsync(FaultContext context, CancellationToken cancellationToken) => context.AppHost.CommandAsync(_provider, "drop", cancellationToken);
}
