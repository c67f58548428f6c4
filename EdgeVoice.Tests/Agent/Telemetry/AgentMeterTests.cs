using System.Diagnostics.Metrics;
using EdgeVoice.Agent.Telemetry;

namespace EdgeVoice.Tests.Agent.Telemetry;

public sealed class AgentMeterTests
{
    /// <summary>OpenTelemetry's own buckets are for milliseconds: in seconds all turns would be in one of them.</summary>
    [Fact]
    public void Histograms_TellSilencesApart()
    {
        Histogram<double>[] histograms = [AgentMeter.HeardSilence, AgentMeter.Endpointing, AgentMeter.FirstAudio, AgentMeter.BargeInStop, AgentMeter.ProviderRoundTrip];

        Assert.All(histograms, histogram =>
        {
            var boundaries = histogram.Advice?.HistogramBucketBoundaries ?? [];
            Assert.Equal(boundaries.Order(), boundaries);
            Assert.True(boundaries.Count(boundary => boundary is > 0 and <= 1) >= 10, $"{histogram.Name} cannot tell one wait under a second from another.");
        });
    }
}
