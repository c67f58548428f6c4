using System.Globalization;

namespace EdgeVoice.AppHost.Verification;

/// <summary>Results as lines: one for each rule, and below a broken one what broke it.</summary>
internal static class VerifyReport
{
    private const int MostFindings = 20;

    public static IEnumerable<string> Lines(RuleResult result, int width)
    {
        yield return $"{(result.Holds ? "ok    " : "BROKEN")}  {result.Rule.Name.PadRight(width)}  {result.Rule.Promise}";
        foreach (var finding in result.Findings.Take(MostFindings))
        {
            yield return $"          {finding}";
        }

        if (result.Findings.Count > MostFindings)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"          and {result.Findings.Count - MostFindings} more");
        }
    }
}
