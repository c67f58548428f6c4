using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EdgeVoice.Gateway.Telemetry;

namespace EdgeVoice.Tests.Gateway;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Meter_AdmittedRefusedAndJoined_AreCounted()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:Slots=2");
        var meters = gateway.Get<IMeterFactory>();
        var seen = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == GatewayTelemetryNames.Source && instrument.Meter.Scope == meters)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.AddOrUpdate(Key(instrument, tags), value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => seen[Key(instrument, tags)] = value);
        listener.Start();

        var call = await gateway.NewCallAsync();
        await gateway.NewCallAsync();
        (await gateway.PostAsync()).Dispose();
        await gateway.TryJoinAsync(call.Token);
        await gateway.TryJoinAsync(call.Token);
        listener.RecordObservableInstruments();

        Assert.Equal(2, seen["edgevoice.gateway.calls.admitted here"]);
        Assert.Equal(1, seen["edgevoice.gateway.calls.refused no-capacity"]);
        Assert.Equal(1, seen["edgevoice.gateway.signalling.joins First"]);
        Assert.Equal(1, seen["edgevoice.gateway.signalling.joins AlreadyUsed"]);
        Assert.Equal(1, seen["edgevoice.gateway.slots active"]);
        Assert.Equal(1, seen["edgevoice.gateway.slots reserved"]);
        Assert.Equal(0, seen["edgevoice.gateway.slots free"]);
        Assert.Equal(2, seen["edgevoice.gateway.slots.capacity"]);
    }

    private static string Key(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}";
}
