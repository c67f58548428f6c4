namespace EdgeVoice.Dashboard.Otlp;

/// <summary>The body is larger than one request may be, packed or unpacked.</summary>
internal sealed class OtlpTooLargeException(int limit)
    : Exception($"The request is larger than {limit} bytes unpacked. Send smaller batches (OTEL_BSP_MAX_EXPORT_BATCH_SIZE).");
