namespace EdgeVoice.Dashboard.Storage;

/// <summary>What an agent said last of itself or of a provider.</summary>
/// <param name="Sender"><c>service.name</c>.</param>
/// <param name="AtNs">By the sender's clock.</param>
/// <param name="ReceivedNs">By this machine's.</param>
internal sealed record Gauge(string Sender, string Name, Attributes Attributes, double Value, long AtNs, long ReceivedNs);
