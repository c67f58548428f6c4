namespace EdgeVoice.Bench.Truth;

/// <param name="Sums">Its phases sum to its length.</param>
internal sealed record ShownTurn(string Id, string Outcome, double? SilenceMs, double? MediaPathMs, DateTimeOffset? SpeechEnded, DateTimeOffset? PlayoutStarted, bool Sums, IReadOnlyList<string> Findings);
