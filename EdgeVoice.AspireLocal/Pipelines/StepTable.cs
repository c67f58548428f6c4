using System.Globalization;
using EdgeVoice.AspireLocal.Orchestration;

namespace EdgeVoice.AspireLocal.Pipelines;

/// <summary>Which steps ran and how long each took.</summary>
internal sealed class StepTable(ResourceConsole console)
{
    private const string Heading = "step";

    public void Write(IReadOnlyList<StepResult> results)
    {
        var width = results.Max(result => result.Name.Length) is var longest && longest > Heading.Length ? longest : Heading.Length;
        console.WriteLine("");
        console.WriteLine($"{Heading.PadRight(width)}  {"result",-7}  seconds");
        foreach (var result in results)
        {
            console.WriteLine($"{result.Name.PadRight(width)}  {Word(result.Outcome),-7}  {Seconds(result),7}".TrimEnd());
        }
    }

    private static string Word(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Done => "done",
        StepOutcome.Failed => "failed",
        _ => "not run",
    };

    private static string Seconds(StepResult result) =>
        result.Outcome == StepOutcome.NotRun ? "" : result.Duration.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
}
