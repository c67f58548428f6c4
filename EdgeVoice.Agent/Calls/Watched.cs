namespace EdgeVoice.Agent.Calls;

/// <summary>Loops that nobody waits for: one that dies says so, so that what depends on it ends or begins anew.</summary>
internal static class Watched
{
    /// <returns>Completes with the loop, and never fails.</returns>
    public static Task Run(Func<Task> loop, Action<Exception> died) => Task.Run(async () =>
    {
        try
        {
            await loop().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            died(exception);
        }
    });
}
