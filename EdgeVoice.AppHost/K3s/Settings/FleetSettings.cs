using System.Globalization;
using System.Net;
using EdgeVoice.AppHost.Cloudflare;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Settings.Rules;
using EdgeVoice.AppHost.Resources;
using Microsoft.Extensions.Configuration;

namespace EdgeVoice.AppHost.K3s.Settings;

/// <summary>The section <c>EdgeVoice:Fleet</c> together with the model: what publish needs to know and the laptop does not.</summary>
internal static class FleetSettings
{
    public const string SectionName = "EdgeVoice:Fleet";

    private const int LeastStorageGiB = 1;
    private const int MostStorageGiB = 16_384;

    private static readonly IPNetwork s_pods = IPNetwork.Parse("10.42.0.0/16");
    private static readonly IPNetwork s_services = IPNetwork.Parse("10.43.0.0/16");
    private static readonly IPAddress s_clusterDns = IPAddress.Parse("10.43.0.10");

    /// <exception cref="FleetSettingsException">Tells every wrong setting with its path, its value and the rule.</exception>
    public static Fleet Read(IConfiguration configuration, EdgeVoiceSettings model)
    {
        var errors = new List<SettingError>();
        var section = new SettingsSection(configuration.GetSection(SectionName), errors);
        CheckTopology(section);
        var cells = ReadCells(section.Section("Regions"), model);
        var fleet = new Fleet
        {
            PublicHost = model.PublicHost,
            DatabaseHost = model.PostgresHost,
            Home = model.Home.Name,
            K3s = K3sSettings.Read(section.Section("K3s")),
            Network = ReadNetwork(section.Section("Network")),
            Cloudflare = WithOperatorRoutes(CloudflareFleet.Of(model), cells),
            Images = ImageSettings.Read(section.Section("Images"), configuration),
            Provider = new(RealtimeBuilderExtensions.OpenAIEndpoint, RealtimeBuilderExtensions.ModelName(configuration)),
            TurnstileSiteKey = section.Optional("TurnstileSiteKey", Formats.IsTurnstileKey, "it must be the site key of a Turnstile widget, as in 0x4AAAAAAA..."),
            Database = ReadDatabase(section.Section("Database")),
            Cells = cells,
        };
        section.RefuseUnknown();
        errors.AddRange(FleetRules.Check(fleet));
        return errors.Count == 0 ? fleet with { Warnings = FleetWarnings.Of(fleet) } : throw new FleetSettingsException(errors);
    }

    private static CloudflareFleet WithOperatorRoutes(CloudflareFleet fleet, IReadOnlyList<Cell> cells) =>
        fleet with { Cells = [.. fleet.Cells.Select(region => region with { OperatorRoutes = Routes(cells.First(cell => cell.Region == region.Name)) })] };

    // The API server as plain TCP: a proxy that speaks HTTPS would take the client's certificate away.
    private static IReadOnlyList<OperatorRoute> Routes(Cell cell) =>
    [
        new("k3s", cell.Names.Api, string.Create(CultureInfo.InvariantCulture, $"tcp://{cell.Api.Address}:{ApiEndpoint.Port}")),
        new("dashboard", cell.Names.Dashboard, string.Create(CultureInfo.InvariantCulture, $"http://{ServiceUrls.Name(Apps.Dashboard, Namespaces.EdgeVoice)}:{Ports.Dashboard}")),
    ];

    private static void CheckTopology(SettingsSection section) => section.Text(
        "Topology",
        "cells",
        text => text == "cells",
        "only 'cells' is published, one cluster per region: k3s does not support embedded etcd over distant locations, whose round trips exceed what its elections allow, and one lost quorum would end calls in every region");

    private static ClusterNetwork ReadNetwork(SettingsSection section)
    {
        var network = new ClusterNetwork(section.Network("Pods", s_pods), section.Network("Services", s_services), section.Address("ClusterDns", s_clusterDns));
        section.RefuseUnknown();
        return network;
    }

    private static DatabaseSettings ReadDatabase(SettingsSection section)
    {
        var database = new DatabaseSettings(
            section.Number("StorageGiB", 50, LeastStorageGiB, MostStorageGiB),
            ReadSchedule(section),
            section.Text("BackupEndpoint", "", Formats.IsHttpsName, "it must be the https address of an S3 service by name, outside the home cell: a backup beside its database is none"),
            section.Text("BackupBucket", "edgevoice-backup", Formats.IsBucket, "it must be a bucket's name: 3 to 63 lower-case letters, digits and hyphens"));
        section.RefuseUnknown();
        return database;
    }

    private static string ReadSchedule(SettingsSection section)
    {
        const string Key = "BackupSchedule";
        var schedule = section.Text(Key, "17 * * * *", _ => true, "");
        if (CronExpression.Error(schedule) is { } error)
        {
            section.Refuse(Key, schedule, error);
        }

        return schedule;
    }

    private static Cell[] ReadCells(SettingsSection section, EdgeVoiceSettings model)
    {
        foreach (var name in section.Names().Except(EdgeVoiceSettings.RegionNames))
        {
            section.Refuse(name, name, $"there is no such region; known regions: {string.Join(", ", EdgeVoiceSettings.RegionNames)}");
        }

        return [.. model.Regions.Select(region => CellSettings.Read(section.Section(region.Name), region, model))];
    }
}
