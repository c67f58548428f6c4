using System.Globalization;
using System.Text;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Export;

/// <summary>A conversation to read; what was cut off is marked.</summary>
internal static class TranscriptText
{
    public static string Of(IEnumerable<Turn> turns)
    {
        var text = new StringBuilder();
        foreach (var turn in turns)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{turn.Row.Index}] {turn.Row.StartedAt} {turn.Row.Outcome}");
            if (turn.Row.HeardSilenceMs is { } silence)
            {
                text.Append(CultureInfo.InvariantCulture, $", {silence:0} ms of silence");
            }

            text.Append('\n');
            if (turn.Reading.UserText is { Length: > 0 } user)
            {
                text.Append(CultureInfo.InvariantCulture, $"caller: {user}\n");
            }

            if (turn.Reading.AgentText is { Length: > 0 } agent)
            {
                text.Append(CultureInfo.InvariantCulture, $"agent: {(turn.Reading.HeardText is { } heard && heard != agent ? $"{heard} | not heard: {agent}" : agent)}\n");
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
