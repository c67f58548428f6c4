using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Tests.Dashboard;

namespace EdgeVoice.Tests.Browser.DashboardPages;

/// <summary>Calls in three regions, a minute ago, sent over OTLP. Each of the first three has one turn that is slow for a reason of its own.</summary>
internal static class SeededCalls
{
    public const string SlowTool = "call_slowtoolslowtoolslowtool";
    public const string SlowProvider = "call_slowproviderslowprovider";
    public const string SlowNetwork = "call_slownetworkslownetworksl";
    public const string Interrupted = "call_interruptedinterruptedin";

    private static readonly TimeSpan s_age = TimeSpan.FromMinutes(2);

    public static async Task SendAsync(DashboardHost host)
    {
        await SendAsync(host, new SentCall(SlowTool, seed: 11), "us-east", (call, index) => index == 4 ? call.Turn(index, toolMs: 2_850) : call.Turn(index, toolMs: index == 2 ? 250 : null));
        await SendAsync(host, new SentCall(SlowProvider, seed: 12), "us-west", (call, index) => index == 3 ? call.Turn(index, modelMs: 3_400) : call.Turn(index));
        await SendAsync(host, new SentCall(SlowNetwork, seed: 13), "eu-central", (call, index) => index == 5 ? call.Turn(index, modelMs: 1_350, rttMs: 1_050) : call.Turn(index));
        await SendAsync(host, new SentCall(Interrupted, seed: 14), "eu-central", (call, index) => index == 2 ? call.Turn(index, outcome: "interrupted") : call.Turn(index, toolMs: 260));
    }

    /// <summary>The state of the three regions: one with a provider that fails, one whose clock is a minute and a half behind.</summary>
    public static async Task SendGaugesAsync(DashboardHost host)
    {
        foreach (var (region, behind, ready) in new[] { ("us-east", TimeSpan.Zero, 1), ("us-west", TimeSpan.FromSeconds(90), 1), ("eu-central", TimeSpan.Zero, 0) })
        {
            var metrics = new ScopeMetrics();
            void Add(string name, double value, params KeyValue[] more)
            {
                var point = new NumberDataPoint { TimeUnixNano = (ulong)((DateTimeOffset.UtcNow - behind).ToUnixTimeMilliseconds() * 1_000_000), AsDouble = value, Attributes = { SentCall.Text("edgevoice.region", region) } };
                point.Attributes.Add(more);
                metrics.Metrics.Add(new Metric { Name = name, Gauge = new Gauge { DataPoints = { point } } });
            }

            Add("edgevoice.worker.slots", 12);
            Add("edgevoice.worker.active", 2);
            Add("edgevoice.worker.draining", 0);
            Add("edgevoice.provider.ready", ready, SentCall.Text("edgevoice.provider", $"realtime-{region}"));
            Add("edgevoice.provider.chosen", 1, SentCall.Text("edgevoice.provider", $"realtime-{region}"));
            Add("edgevoice.provider.handshake", 0.084, SentCall.Text("edgevoice.provider", $"realtime-{region}"));
            await host.SendAsync(new ExportMetricsServiceRequest { ResourceMetrics = { new ResourceMetrics { Resource = new Resource { Attributes = { SentCall.Text("service.name", $"agent-{region}") } }, ScopeMetrics = { metrics } } } });
        }
    }

    private static async Task SendAsync(DashboardHost host, SentCall call, string region, Func<SentCall, int, ExportTraceServiceRequest> turn)
    {
        for (var index = 1; index <= 6; index++)
        {
            await host.SendAsync(Moved(turn(call, index), region));
        }
    }

    /// <summary>The same spans, as if a region had sent them just now.</summary>
    private static ExportTraceServiceRequest Moved(ExportTraceServiceRequest request, string region)
    {
        var byNs = (ulong)((DateTimeOffset.UtcNow - s_age).ToUnixTimeMilliseconds() * 1_000_000) - SentCall.StartNs;
        foreach (var resource in request.ResourceSpans)
        {
            Set(resource.Resource.Attributes, "service.name", $"agent-{region}");
            foreach (var span in resource.ScopeSpans.SelectMany(scope => scope.Spans))
            {
                span.StartTimeUnixNano += byNs;
                span.EndTimeUnixNano += byNs;
                Set(span.Attributes, "edgevoice.region", region);
                foreach (var happened in span.Events)
                {
                    happened.TimeUnixNano += byNs;
                }
            }
        }

        return request;
    }

    private static void Set(IEnumerable<KeyValue> attributes, string key, string value)
    {
        foreach (var attribute in attributes.Where(attribute => attribute.Key == key))
        {
            attribute.Value = new AnyValue { StringValue = value };
        }
    }
}
