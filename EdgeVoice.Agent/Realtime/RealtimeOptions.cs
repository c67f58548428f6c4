using System.ComponentModel.DataAnnotations;

namespace EdgeVoice.Agent.Realtime;

/// <summary>Where the realtime provider is. Section <c>Realtime</c>.</summary>
internal sealed class RealtimeOptions
{
    public const string SectionName = "Realtime";

    /// <summary>WebSocket address without query, for example <c>wss://api.openai.com/v1/realtime</c>.</summary>
    [Required(ErrorMessage = "Realtime__Endpoint is missing: set it to the provider's ws:// or wss:// address")]
    public Uri? Endpoint { get; set; }

    [Required(ErrorMessage = "Realtime__ApiKey is missing: set it to the provider's key")]
    public string ApiKey { get; set; } = "";

    public string Model { get; set; } = "gpt-realtime";

    /// <summary>Model that writes down the caller's words; empty turns transcription off.</summary>
    public string TranscriptionModel { get; set; } = "gpt-4o-mini-transcribe";

    /// <summary>Limit for opening a session and replaying the history. 5 s: longer than any healthy handshake seen.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
