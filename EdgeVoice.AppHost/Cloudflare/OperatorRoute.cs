namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>A door of a region that is not for callers.</summary>
/// <param name="Name">What it leads to; with the region's name also the name of its Terraform resources.</param>
/// <param name="Host">Its public name.</param>
/// <param name="Service">Where the region's <c>cloudflared</c> finds it.</param>
internal sealed record OperatorRoute(string Name, string Host, string Service);
