namespace EdgeVoice.Dashboard.Export;

/// <summary><c>manifest.json</c> of the zip.</summary>
/// <param name="Format">1.</param>
internal sealed record ExportManifest(long Format, string ExportedAt, IReadOnlyList<string> Sessions, IReadOnlyList<string> Stripped, IReadOnlyList<ExportedLane> Audio);
