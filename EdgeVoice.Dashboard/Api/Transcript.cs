using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

/// <param name="CutAt">Characters of <paramref name="Agent"/> that were heard; null when nothing was cut.</param>
internal sealed record Transcript(string? User, string? Agent, string? Heard, int? CutAt)
{
    public static Transcript Of(TurnReading turn) => new(turn.UserText, turn.AgentText, turn.HeardText, Cut(turn.AgentText, turn.HeardText));

    private static int? Cut(string? agent, string? heard)
    {
        if (agent is null || heard is null || agent == heard)
        {
            return null;
        }

        var same = 0;
        while (same < agent.Length && same < heard.Length && agent[same] == heard[same])
        {
            same++;
        }

        return same;
    }
}
