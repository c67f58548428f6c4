namespace EdgeVoice.Tests.Shared;

/// <summary>A process as nobody else can be: ids come back, start times do not.</summary>
internal sealed record ProcessIdentity(int Id, string StartTime, string Name);
