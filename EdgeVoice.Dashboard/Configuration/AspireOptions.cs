namespace EdgeVoice.Dashboard.Configuration;

/// <summary>Aspire's own dashboard, which shows what this one does not: resources and their commands, logs, metrics, every trace.</summary>
internal sealed class AspireOptions
{
    /// <summary>As people reach it; the pages have no links to it without one.</summary>
    public string Url { get; set; } = "";
}
