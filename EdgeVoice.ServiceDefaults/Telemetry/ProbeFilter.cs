using System.Diagnostics;
using OpenTelemetry;

namespace EdgeVoice.ServiceDefaults.Telemetry;

/// <summary>
/// Keeps the client spans of probes from being exported; the server drops its own. What is asked as a part of something else
/// is no probe. Must come before the exporter.
/// </summary>
internal sealed class ProbeFilter : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        // The path is known no earlier: the client tags its span after it has begun.
        if (data is { Kind: ActivityKind.Client, Recorded: true, Parent: null } && data.ParentSpanId == default && data.GetTagItem("url.full") is string url && Uri.TryCreate(url, UriKind.Absolute, out var uri) && Probes.Match(uri.AbsolutePath))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
