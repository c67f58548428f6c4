namespace EdgeVoice.AppHost.Rollout;

/// <summary>One call of kubectl.</summary>
/// <param name="Arguments">Without the program; never a secret.</param>
/// <param name="Input">What is piped in; may hold secrets and is never shown.</param>
internal sealed record KubectlCommand(IReadOnlyList<string> Arguments, string? Input = null)
{
    /// <summary>The command as one would type it.</summary>
    public override string ToString() => $"kubectl {string.Join(' ', Arguments.Select(Quote))}{(Input is null ? "" : " <stdin>")}";

    private static string Quote(string argument) => argument.Length > 0 && argument.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=:,@".Contains(letter, StringComparison.Ordinal))
        ? argument
        : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
