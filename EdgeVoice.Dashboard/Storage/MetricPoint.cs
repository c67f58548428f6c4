namespace EdgeVoice.Dashboard.Storage;

/// <summary>One measurement of one series.</summary>
internal sealed class MetricPoint
{
    public required InstrumentKey Instrument { get; init; }

    public required Attributes Attributes { get; init; }

    public required long AtNs { get; init; }

    public double? Value { get; init; }

    public long? Count { get; init; }

    public double? Sum { get; init; }

    /// <summary>Upper bounds; one bucket more than bounds.</summary>
    public double[] Bounds { get; init; } = [];

    public long[] Buckets { get; init; } = [];

    /// <summary>Counts are of the period since the point before, not since the start.</summary>
    public bool Delta { get; init; }

    public MetricExemplar[] Exemplars { get; init; } = [];
}
