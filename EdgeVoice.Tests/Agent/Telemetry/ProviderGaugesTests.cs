using System.Diagnostics.Metrics;
using EdgeVoice.Agent.LiveKit.Worker;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Realtime.Placement;
using EdgeVoice.Agent.Telemetry;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Tests.Agent.Telemetry;

public sealed class ProviderGaugesTests
{
    private readonly string _region = $"region-{Guid.NewGuid():N}";
    private readonly RealtimeOptions _options = new()
    {
        ApiKey = "key",
        Endpoints =
        {
            new EndpointOptions { Name = "near", Url = new Uri("ws://127.0.0.1:9/v1/realtime") },
            new EndpointOptions { Name = "far", Url = new Uri("ws://127.0.0.1:9/v1/realtime") },
        },
    };

    [Fact]
    public void Gauges_TellWhatIsKnownOfEachEndpoint_AndNothingOfWhatIsNot()
    {
        var placement = new ProviderPlacement(Options.Create(_options), TimeProvider.System);
        using var gauges = new ProviderGauges(placement, Options.Create(new WorkerOptions { Region = _region }));
        Assert.Equal(["edgevoice.provider.chosen far 0", "edgevoice.provider.chosen near 1"], Read());

        placement.Failed(placement.Chosen);
        placement.Answered(placement.Chosen, TimeSpan.FromMilliseconds(250));

        Assert.Equal(
            [
                "edgevoice.provider.chosen far 1", "edgevoice.provider.chosen near 0", "edgevoice.provider.handshake far 0.25",
                "edgevoice.provider.ready far 1", "edgevoice.provider.ready near 0",
            ],
            Read());
    }

    private string[] Read()
    {
        List<string> read = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Meter.Name == AgentMeter.Name)
                {
                    me.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            var named = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
            if (named.GetValueOrDefault(AgentTags.Region) as string == _region)
            {
                read.Add(FormattableString.Invariant($"{instrument.Name} {named[AgentTags.Provider]} {value}"));
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return [.. read.Order(StringComparer.Ordinal)];
    }
}
