namespace EdgeVoice.Gateway.Resume;

/// <param name="Verdict">Whether a generation was taken.</param>
/// <param name="Generation">Which one; 0 when none was.</param>
/// <param name="HadCaller">Somebody is known to have come to the call.</param>
internal readonly record struct FenceResult(FenceVerdict Verdict, int Generation, bool HadCaller = false);
