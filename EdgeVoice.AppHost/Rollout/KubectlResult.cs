namespace EdgeVoice.AppHost.Rollout;

/// <summary>How a call of kubectl ended.</summary>
/// <param name="Problem">Empty when it succeeded; otherwise the last lines that it wrote to its error output, or that it took too long.</param>
internal sealed record KubectlResult(string Output, string Problem)
{
    public bool Succeeded => Problem.Length == 0;
}
