using System.CommandLine;

namespace EdgeVoice.Dashboard.CommandLine;

internal static class CommonOptions
{
    public static Option<string?> Url() => new("--url") { Description = "The dashboard's login URL, as the AppHost printed it" };

    public static Option<bool> Json() => new("--json") { Description = "The API's JSON instead of a table" };
}
