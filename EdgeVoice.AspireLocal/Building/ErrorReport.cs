using Aspire.Hosting;

namespace EdgeVoice.AspireLocal.Building;

/// <summary>Ends the AppHost with one clear line where a stack trace would not help.</summary>
internal static class ErrorReport
{
    private static int s_installed;

    /// <param name="details">Whether the stack trace is asked for.</param>
    public static void Install(bool details)
    {
        if (Interlocked.Exchange(ref s_installed, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
            {
                if (unhandled.ExceptionObject is DistributedApplicationException exception)
                {
                    Console.Error.WriteLine($"error: {(details ? exception : exception.Message)}");
                    Environment.Exit(1);
                }
            };
        }
    }
}
