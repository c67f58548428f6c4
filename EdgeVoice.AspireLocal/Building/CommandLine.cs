using System.Globalization;
using Aspire.Hosting;
using EdgeVoice.AspireLocal.ResourceService;

namespace EdgeVoice.AspireLocal.Building;

/// <summary>The AppHost's switches as configuration.</summary>
internal static class CommandLine
{
    private static readonly Dictionary<string, string> s_switches = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--operation"] = "AppHost:Operation",
        ["--publisher"] = "Publishing:Publisher",
        ["--step"] = "Pipeline:Step",
        ["--output-path"] = "Pipeline:OutputPath",
        ["--log-level"] = "Pipeline:LogLevel",
        ["--include-exception-details"] = "Pipeline:IncludeExceptionDetails",
        ["--list-steps"] = "Pipeline:ListSteps",
        ["--clear-cache"] = "Pipeline:ClearCache",
        ["--yes"] = "Pipeline:SkipConfirmation",
    };

    // These take no value on the command line.
    private static readonly Dictionary<string, string> s_flags = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--containers"] = "Containers",
    };

    /// <summary>Known switches, and any other <c>--key value</c> or <c>--key=value</c> as configuration of that key.</summary>
    public static Dictionary<string, string?> Parse(IReadOnlyList<string> args)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                throw new DistributedApplicationException($"Argument '{arg}' is not understood: settings are given as --Key=Value.");
            }

            if (string.Equals(arg, "--command", StringComparison.OrdinalIgnoreCase))
            {
                i += ParseCommand(args, i + 1, values);
                continue;
            }

            if (s_flags.TryGetValue(arg, out var flag))
            {
                values[flag] = bool.TrueString;
                continue;
            }

            var separator = arg.IndexOf('=', StringComparison.Ordinal);
            var key = separator < 0 ? arg : arg[..separator];
            var value = separator >= 0 ? arg[(separator + 1)..] : ++i < args.Count
                ? args[i]
                : throw new DistributedApplicationException(string.Create(CultureInfo.InvariantCulture, $"Argument '{arg}' needs a value."));
            values[s_switches.GetValueOrDefault(key) ?? key[2..]] = value;
        }

        // The manifest publisher is older than the pipeline and means one of its steps.
        if (string.Equals(values.GetValueOrDefault("Publishing:Publisher"), "manifest", StringComparison.OrdinalIgnoreCase))
        {
            values["AppHost:Operation"] = "publish";
            values["Pipeline:Step"] = "publish-manifest";
        }

        return values;
    }

    // "--command RESOURCE COMMAND", "--command RESOURCE" and "--command list".
    private static int ParseCommand(IReadOnlyList<string> args, int first, Dictionary<string, string?> values)
    {
        var words = args.Skip(first).TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).Take(2).ToArray();
        if (words.Length == 0)
        {
            throw new DistributedApplicationException("Argument '--command' needs a resource and a command, or 'list': --command RESOURCE COMMAND.");
        }

        values[ServiceSettings.CommandResource] = words[0];
        values[ServiceSettings.CommandName] = words.ElementAtOrDefault(1);
        return words.Length;
    }
}
