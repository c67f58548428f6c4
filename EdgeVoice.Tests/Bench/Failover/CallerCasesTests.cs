using System.Text.Json;
using EdgeVoice.Bench.Failover.Callers;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Bench.Failover;

/// <summary>The drill's callers do what the call page does, by the same table of cases.</summary>
public sealed class CallerCasesTests
{
    private static readonly JsonElement s_cases = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(RepositoryRoot.Combine("web", "test", "caller-cases.json")));

    public static TheoryData<string> Silences => Names("silences");

    public static TheoryData<string> Recoveries => Names("recoveries");

    [Theory]
    [MemberData(nameof(Silences))]
    public void Silence_OfACase_IsALossOrNot(string name)
    {
        var told = Case("silences", name);

        Assert.Equal(told.GetProperty("lost").GetBoolean(), Silence.IsLost(Number(told, "silentMs"), told.GetProperty("unanswered").GetInt32(), told.GetProperty("signalling").GetBoolean()));
    }

    [Theory]
    [MemberData(nameof(Recoveries))]
    public void Recovery_OfACase_GoesItsSteps(string name)
    {
        var told = Case("recoveries", name);
        var recovery = new Recovery(GrantOf(1), told.GetProperty("reason").GetString()!, 0);
        foreach (var step in told.GetProperty("steps").EnumerateArray())
        {
            var done = step.TryGetProperty("sign", out _) ? recovery.Next(SignOf(step), step.GetProperty("at").GetDouble()) : recovery.First();

            Assert.Equal(StepOf(step.GetProperty("expect")), Tell(done));
        }
    }

    private static Sign SignOf(JsonElement step) => step.GetProperty("sign").GetString() switch
    {
        "standing" => new Sign.Standing(step.GetProperty("standing").GetString()),
        "heard" => new Sign.Heard(),
        "granted" => new Sign.Granted(GrantOf(step.GetProperty("generation").GetInt32())),
        "refused" => new Sign.Refused(step.GetProperty("status").GetInt32(), step.GetProperty("problem").GetString(), Number(step, "retryAfterMs")),
        "unanswered" => new Sign.Refused(null, null, null),
        _ => new Sign.NotJoined(),
    };

    private static string StepOf(JsonElement expected) => string.Join(' ', expected.EnumerateObject().Select(property => property.Value.ToString()));

    private static string Tell(Step step) => step switch
    {
        Step.Ask ask => $"ask {ask.AfterMs}",
        Step.Resume resume => $"resume {resume.Grant.ResumeToken} {resume.Attempt} {resume.AfterMs}",
        Step.Join join => $"join {join.Grant.Generation}",
        Step.End end => $"end {end.Code}",
        _ => "stay",
    };

    private static Grant GrantOf(int generation) => new("call_1", $"call_1.{generation}", new Uri("wss://x.test"), "t", "x", generation, FormattableString.Invariant($"{generation}"));

    private static double? Number(JsonElement told, string name) => told.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private static JsonElement Case(string group, string name) => s_cases.GetProperty(group).EnumerateArray().Single(told => told.GetProperty("name").GetString() == name);

    private static TheoryData<string> Names(string group) => [.. s_cases.GetProperty(group).EnumerateArray().Select(told => told.GetProperty("name").GetString()!)];
}
