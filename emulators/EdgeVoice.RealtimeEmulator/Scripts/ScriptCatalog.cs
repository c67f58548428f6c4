using EdgeVoice.RealtimeEmulator.Scenarios;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace EdgeVoice.RealtimeEmulator.Scripts;

/// <summary>The script files that lie beside the program, by name without extension.</summary>
internal static class ScriptCatalog
{
    private static readonly Lazy<IReadOnlyDictionary<string, Script>> s_shipped = new(() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Scripts"), "*.yaml").Order(StringComparer.Ordinal).ToDictionary(path => Path.GetFileNameWithoutExtension(path), Read));

    public static IReadOnlyDictionary<string, Script> Shipped => s_shipped.Value;

    private static Script Read(string path)
    {
        try
        {
            var script = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<Script?>(File.ReadAllText(path)) ?? new Script();
            return ScriptRules.Errors(script).FirstOrDefault() is { } error ? throw new ScenarioException($"{Path.GetFileName(path)}: {error}") : script;
        }
        catch (YamlException exception)
        {
            throw new ScenarioException($"{Path.GetFileName(path)}, line {exception.Start.Line}: {exception.InnerException?.Message ?? exception.Message}");
        }
    }
}
