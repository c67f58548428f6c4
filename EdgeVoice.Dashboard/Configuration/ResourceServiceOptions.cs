namespace EdgeVoice.Dashboard.Configuration;

/// <summary>The AppHost's own address; the resource pages are absent without it.</summary>
internal sealed class ResourceServiceOptions
{
    public string Url { get; set; } = "";

    public string ApiKey { get; set; } = "";
}
