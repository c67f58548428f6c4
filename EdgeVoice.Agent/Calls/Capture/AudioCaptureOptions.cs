namespace EdgeVoice.Agent.Calls.Capture;

/// <summary>Section <c>CaptureAudio</c>. What people say is recorded only where this names who keeps it.</summary>
internal sealed class AudioCaptureOptions
{
    public const string SectionName = "CaptureAudio";

    /// <summary>The dashboard's door for OTLP over HTTP; empty, which is the default, records nothing.</summary>
    public Uri? Endpoint { get; set; }

    public string ApiKey { get; set; } = "";
}
