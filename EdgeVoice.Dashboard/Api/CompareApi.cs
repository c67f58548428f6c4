using System.Globalization;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

/// <summary>Turn against turn, session against session, before against after.</summary>
internal sealed class CompareApi(TurnQueries queries)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/compare", Compare);

    private IResult Compare(HttpContext context)
    {
        var query = new Query(context.Request);
        var snapshot = queries.Take();
        var (a, b) = (Side(query, "a", snapshot), Side(query, "b", snapshot));
        return query.Problem ?? Results.Json(new { A = Show(a!, snapshot), B = Show(b!, snapshot), Rows = Rows(a!.Turns, b!.Turns) }, ApiJson.Options);
    }

    private static ComparedSide? Side(Query query, string name, Snapshot snapshot)
    {
        var key = query.Text(name);
        var side = key?.Split(':', 2) switch
        {
            ["fleet"] => new ComparedSide(key, "all turns", snapshot.Turns),
            ["session", var id] => new ComparedSide(key, $"session {id}", [.. snapshot.Turns.Where(turn => turn.Row.SessionId == id)]),
            ["turn", var id] => new ComparedSide(key, $"turn {id}", [.. snapshot.Turns.Where(turn => turn.Row.Id == id)]),
            ["range", var range] => Range(key, range, snapshot),
            _ => null,
        };
        if (side is null)
        {
            query.Wrong(name, "Give fleet, session:<id>, turn:<id> or range:<from>/<to> with instants.");
        }
        else if (side.Turns.Length == 0)
        {
            query.Wrong(name, $"'{key}' has no turns.");
        }

        return side;
    }

    private static ComparedSide? Range(string key, string range, Snapshot snapshot)
    {
        var ends = range.Split('/');
        return ends.Length == 2
            && DateTimeOffset.TryParse(ends[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from)
            && DateTimeOffset.TryParse(ends[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var to)
            ? new ComparedSide(key, $"{Clock.Text(Clock.Ns(from))} to {Clock.Text(Clock.Ns(to))}", [.. snapshot.Turns.Where(turn => turn.Reading.StartNs >= Clock.Ns(from) && turn.Reading.StartNs <= Clock.Ns(to))])
            : null;
    }

    private static object Show(ComparedSide side, Snapshot snapshot)
    {
        var heard = side.Turns.Where(turn => turn.Row.HeardSilenceMs is not null).OrderBy(turn => turn.Row.HeardSilenceMs).ToArray();
        var typical = side.Turns.Length == 1 ? side.Turns[0] : heard.Length > 0 ? heard[(heard.Length - 1) / 2] : null;
        return new { side.Key, side.Title, Turns = side.Turns.Length, Turn = typical is null ? null : snapshot.Show(typical) };
    }

    private static IEnumerable<object> Rows(Turn[] a, Turn[] b)
    {
        yield return Row(Medians.HeardSilence, "ms", turn => turn.Row.HeardSilenceMs);
        foreach (var name in new[] { PhaseNames.UserSpeech, PhaseNames.Endpointing, PhaseNames.ModelWait, PhaseNames.Playout, PhaseNames.AgentSpeech, PhaseNames.Other })
        {
            yield return Row(name, "ms", turn => turn.Row.Phases.Any(phase => phase.Name == name) ? turn.Row.Phases.Where(phase => phase.Name == name).Sum(phase => phase.DurationMs) : null);
        }

        var blamed = a.Concat(b).SelectMany(turn => turn.Components).Select(component => component.Name)
            .Where(name => name is TurnComponents.Provider or TurnComponents.Network or TurnComponents.MediaPath || name.StartsWith(TurnComponents.ToolPrefix, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);
        foreach (var name in blamed)
        {
            yield return Row(name, "ms", turn => turn.Components.Where(component => component.Name == name).Select(component => (double?)component.Ms).FirstOrDefault());
        }

        yield return Row("barge_in_stop", "ms", turn => turn.Row.BargeInStopMs);
        yield return Row("cost", "usd", turn => turn.Row.Cost);
        yield return Row("tokens_in", "tokens", turn => turn.Row.Tokens?.Input);
        yield return Row("tokens_out", "tokens", turn => turn.Row.Tokens?.Output);

        object Row(string name, string unit, Func<Turn, double?> value)
        {
            var (left, right) = (Distribution.Of(a.Select(value)), Distribution.Of(b.Select(value)));
            return new { Name = name, Unit = unit, A = left, B = right, Delta = right.P50 - left.P50 };
        }
    }

    private sealed record ComparedSide(string Key, string Title, Turn[] Turns);
}
