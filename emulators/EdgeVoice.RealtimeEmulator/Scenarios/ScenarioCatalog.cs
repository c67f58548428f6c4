using EdgeVoice.RealtimeEmulator.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.RealtimeEmulator.Scenarios;

/// <summary>All scenario files, read once at startup.</summary>
internal sealed class ScenarioCatalog
{
    private readonly Scenario[] _scenarios;
    private readonly Scenario _default;

    public ScenarioCatalog(IOptions<RealtimeEmulatorOptions> options)
    {
        var folder = options.Value.ScenarioDirectory ?? Path.Combine(AppContext.BaseDirectory, "Scenarios");
        if (!Directory.Exists(folder))
        {
            throw new ScenarioException($"No scenario folder {folder}: set RealtimeEmulator__ScenarioDirectory to a folder of *.yaml files.");
        }

        _scenarios = [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(ScenarioFile.Read)];
        var defaults = _scenarios.Where(scenario => scenario.Match is null).ToArray();
        _default = defaults.Length == 1
            ? defaults[0]
            : throw new ScenarioException($"{folder}: {defaults.Length} files have no 'match'; exactly one must, the default scenario.");
    }

    public Scenario For(string instructions) =>
        _scenarios.FirstOrDefault(scenario => scenario.Match is { } match && instructions.Contains(match, StringComparison.OrdinalIgnoreCase)) ?? _default;
}
