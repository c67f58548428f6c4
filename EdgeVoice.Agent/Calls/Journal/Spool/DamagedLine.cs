namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>A line that is no entry: torn by a crash, or from a build that knows more kinds.</summary>
internal sealed record DamagedLine(long Offset, byte[] Bytes);
