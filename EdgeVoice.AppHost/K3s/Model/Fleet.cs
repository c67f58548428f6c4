using EdgeVoice.AppHost.Cloudflare;
using EdgeVoice.AppHost.K3s.Images;

namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>All cells and what they share; checked, so that whoever renders it need not ask again.</summary>
internal sealed record Fleet
{
    /// <summary>The name that callers use; the load balancer answers it.</summary>
    public required string PublicHost { get; init; }

    /// <summary>The name under which the other cells reach Postgres in the home cell, through its tunnel.</summary>
    public required string DatabaseHost { get; init; }

    /// <summary>Region whose cell holds Postgres.</summary>
    public required string Home { get; init; }

    public required K3sRelease K3s { get; init; }

    public required ClusterNetwork Network { get; init; }

    /// <summary>What <c>cloudflare.tf.json</c> is written from.</summary>
    public required CloudflareFleet Cloudflare { get; init; }

    public required ImageSet Images { get; init; }

    public required ProviderAccess Provider { get; init; }

    /// <summary>Site key of the Turnstile widget that callers pass; empty where they show work instead.</summary>
    public string TurnstileSiteKey { get; init; } = "";

    public required DatabaseSettings Database { get; init; }

    /// <summary>In the order of the model.</summary>
    public required IReadOnlyList<Cell> Cells { get; init; }

    /// <summary>What is allowed and still needs somebody's attention, one line each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public Cell HomeCell => Cells.First(cell => cell.Region == Home);
}
