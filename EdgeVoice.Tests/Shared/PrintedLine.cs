namespace EdgeVoice.Tests.Shared;

/// <summary>A line of the AppHost, and when it arrived (<see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>).</summary>
internal sealed record PrintedLine(string Text, long At);
