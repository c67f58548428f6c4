namespace EdgeVoice.RealtimeEmulator.Responses;

/// <summary>Where a response's speech ends before its text does, and why; no reason when it ends with the text.</summary>
internal readonly record struct AudioLimit(double Milliseconds, string? Reason)
{
    private const int OutputTokenMs = 50;

    public static AudioLimit For(ResponseRun run, double totalMs)
    {
        if (run.Faults.Incomplete is { } fault)
        {
            return new(totalMs / 2, fault.Reason ?? ResponseStatus.MaxOutputTokens);
        }

        var allowedMs = run.Request.MaxOutputTokens.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? run.Request.MaxOutputTokens.GetValue<int>() * OutputTokenMs
            : double.PositiveInfinity;
        return allowedMs < totalMs ? new(allowedMs, ResponseStatus.MaxOutputTokens) : new(totalMs, null);
    }
}
