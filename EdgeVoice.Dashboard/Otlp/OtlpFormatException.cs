namespace EdgeVoice.Dashboard.Otlp;

/// <summary>The body cannot be read as OTLP; the message is for the sender.</summary>
internal sealed class OtlpFormatException(string message, Exception? inner = null) : Exception(message, inner);
