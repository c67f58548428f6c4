namespace EdgeVoice.Bench.Truth;

/// <summary>What a caller heard beside what the dashboard shows. All on the clock of one machine.</summary>
/// <param name="UpMs">End of the words at the caller to their end as the agent has it.</param>
/// <param name="DownMs">First frame given to the room to the first sound at the caller.</param>
internal sealed record ComparedTurn(SaidOnce Said, ShownTurn? Shown, double? UpMs, double? DownMs)
{
    /// <summary>What the recording says and the dashboard does not.</summary>
    public double? DifferenceMs => Said.SilenceMs - Shown?.SilenceMs;

    public static ComparedTurn Of(SaidOnce said, IEnumerable<ShownTurn> shown)
    {
        // The same words: a turn whose speech ended within a second and a half of the caller's.
        var turn = shown.Where(turn => turn.SpeechEnded is not null && Math.Abs((turn.SpeechEnded.Value - said.EndedAt).TotalMilliseconds) < 1_500)
            .MinBy(turn => Math.Abs((turn.SpeechEnded!.Value - said.EndedAt).TotalMilliseconds));
        return new ComparedTurn(said, turn, (turn?.SpeechEnded - said.EndedAt)?.TotalMilliseconds, (said.HeardAt - turn?.PlayoutStarted)?.TotalMilliseconds);
    }
}
