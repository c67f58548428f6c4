using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>Writes <c>cloudflare.tf.json</c>: Terraform's JSON syntax, Cloudflare provider 5. The same fleet gives the same bytes.</summary>
internal static class CloudflareTerraform
{
    public const string FileName = "cloudflare.tf.json";

    internal const string Account = "${var.cloudflare_account_id}";
    internal const string Zone = "${var.cloudflare_zone_id}";

    private static readonly JsonSerializerOptions s_format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        // "${…}" stays readable; the file is never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The file's content, ending with a line break.</summary>
    /// <exception cref="ArgumentException">The fleet has no region, a name twice, or no home.</exception>
    public static string Write(CloudflareFleet fleet)
    {
        Check(fleet);
        var file = new JsonObject
        {
            ["terraform"] = new JsonObject
            {
                ["required_version"] = ">= 1.6",
                ["required_providers"] = new JsonObject { ["cloudflare"] = new JsonObject { ["source"] = "cloudflare/cloudflare", ["version"] = "~> 5.8" } },
            },
            ["variable"] = new JsonObject
            {
                ["cloudflare_account_id"] = Variable("Account that owns the tunnels, pools and Access applications."),
                ["cloudflare_zone_id"] = Variable($"Zone of {fleet.PublicHost}."),
            },
        };
        if (Imports(fleet) is { Count: > 0 } imports)
        {
            file["import"] = imports;
        }

        var resources = new JsonObject();
        LoadBalancerResources.AddTo(resources, fleet);
        TunnelResources.AddTo(resources, fleet);
        PostgresAccessResources.AddTo(resources, fleet);
        OperatorAccessResources.AddTo(resources, fleet);
        file["resource"] = resources;
        file["data"] = new JsonObject { [TunnelResources.TokenType] = TunnelResources.TokenSources(fleet) };
        file["output"] = Outputs(fleet);
        return file.ToJsonString(s_format) + "\n";
    }

    private static void Check(CloudflareFleet fleet)
    {
        var names = fleet.Cells.Select(cell => cell.Name).ToArray();
        var hosts = fleet.Cells.Select(cell => cell.Host).Append(fleet.PublicHost).Append(fleet.PostgresHost).ToArray();
        var tunnels = fleet.Cells.Where(cell => cell.TunnelId is not null).Select(cell => cell.TunnelId!.Value.ToString()).ToArray();
        if (names.Length == 0)
        {
            throw new ArgumentException("The fleet has no region.", nameof(fleet));
        }

        foreach (var values in new[] { names, hosts, tunnels })
        {
            if (values.CountBy(value => value).FirstOrDefault(pair => pair.Value > 1).Key is { } twice)
            {
                throw new ArgumentException($"'{twice}' is used twice. Each region has a name, a host and a tunnel of its own.", nameof(fleet));
            }
        }

        if (!names.Contains(fleet.Home))
        {
            throw new ArgumentException($"The home region '{fleet.Home}' is not one of {string.Join(", ", names)}.", nameof(fleet));
        }
    }

    private static JsonObject Variable(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonArray Imports(CloudflareFleet fleet) =>
    [
        .. fleet.Cells.Where(cell => cell.TunnelId is not null).Select(cell => new JsonObject
        {
            ["to"] = $"{TunnelResources.Type}.{cell.Name}",
            ["id"] = $"{Account}/{cell.TunnelId}",
        }),
    ];

    // What the cells' secrets are filled from: `terraform output -raw tunnel_token_us-east`.
    private static JsonObject Outputs(CloudflareFleet fleet)
    {
        var outputs = new JsonObject();
        foreach (var cell in fleet.Cells)
        {
            outputs[$"tunnel_token_{cell.Name}"] = Secret($"${{data.{TunnelResources.TokenType}.{cell.Name}.token}}");
        }

        foreach (var cell in PostgresAccessResources.Clients(fleet))
        {
            outputs[$"postgres_access_id_{cell.Name}"] = Secret($"${{{PostgresAccessResources.ServiceToken}.{cell.Name}.client_id}}");
            outputs[$"postgres_access_secret_{cell.Name}"] = Secret($"${{{PostgresAccessResources.ServiceToken}.{cell.Name}.client_secret}}");
        }

        if (fleet.Cells.Any(cell => cell.OperatorRoutes.Count > 0))
        {
            outputs["operators_access_id"] = Secret($"${{{PostgresAccessResources.ServiceToken}.{OperatorAccessResources.Name}.client_id}}");
            outputs["operators_access_secret"] = Secret($"${{{PostgresAccessResources.ServiceToken}.{OperatorAccessResources.Name}.client_secret}}");
        }

        return outputs;
    }

    private static JsonObject Secret(string value) => new() { ["value"] = value, ["sensitive"] = true };
}
