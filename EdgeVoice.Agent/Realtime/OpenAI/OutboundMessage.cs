namespace EdgeVoice.Agent.Realtime.OpenAI;

/// <param name="Pooled">The buffer belongs to the shared pool and holds caller audio.</param>
internal readonly record struct OutboundMessage(byte[] Buffer, int Length, bool Pooled);
