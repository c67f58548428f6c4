using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Settings.Rules;

/// <summary>What several settings must be to one another.</summary>
internal static class FleetRules
{
    public static IEnumerable<SettingError> Check(Fleet fleet) =>
    [
        .. NetworkRules.Check(fleet),
        .. UniquenessRules.Check(fleet),
        .. fleet.Cells.SelectMany(cell => CheckCell(fleet, cell)),
    ];

    /// <summary>The path of a region's setting.</summary>
    public static string Path(Cell cell, string key) => $"{FleetSettings.SectionName}:Regions:{cell.Region}:{key}";

    private static IEnumerable<SettingError> CheckCell(Fleet fleet, Cell cell) =>
    [
        .. NodeRules.Check(fleet, cell),
        .. ApiRules.Check(cell),
        .. PoolRules.Check(cell),
        .. CapacityRules.Check(cell),
        .. RtcRules.Check(cell),
        .. OptionRules.Check(cell),
    ];
}
