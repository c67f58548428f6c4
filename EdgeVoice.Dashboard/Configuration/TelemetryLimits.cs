namespace EdgeVoice.Dashboard.Configuration;

/// <summary>What is kept at most; the oldest goes first.</summary>
internal sealed class TelemetryLimits
{
    public int MaxSessions { get; set; } = 2_000;

    public int MaxTurns { get; set; } = 20_000;

    public int MaxTraces { get; set; } = 30_000;

    public int MaxSpans { get; set; } = 200_000;

    /// <summary>A trace that grows beyond this takes no more spans.</summary>
    public int MaxSpansPerTrace { get; set; } = 5_000;

    /// <summary>Gauges of agents, one for each set of attributes.</summary>
    public int MaxGauges { get; set; } = 3_000;

    public int MaxAttributes { get; set; } = 128;

    /// <summary>Characters; longer values are cut and end in an ellipsis.</summary>
    public int MaxAttributeLength { get; set; } = 8_192;

    /// <summary>Spans and records that may wait for the store.</summary>
    public int MaxQueued { get; set; } = 50_000;

    /// <summary>Bytes of one request, unpacked.</summary>
    public int MaxRequestBytes { get; set; } = 16 * 1024 * 1024;

    public long MaxStoreBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>Bytes of what was kept that are read before the first answer; the rest is read behind it.</summary>
    public long MaxReadAtStart { get; set; } = 1024 * 1024;

    public long MaxAudioBytes { get; set; } = 512L * 1024 * 1024;
}
