namespace EdgeVoice.Dashboard.Export;

/// <summary>A lane as a WAV file.</summary>
/// <param name="Chunks">Pairs of start (nanoseconds since 1970) and samples: what lies between was never kept, and is silence in the file.</param>
internal sealed record ExportedLane(string Session, string Lane, string File, long StartNs, IReadOnlyList<long[]> Chunks);
