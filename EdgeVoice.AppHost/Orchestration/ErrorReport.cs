namespace EdgeVoice.AppHost.Orchestration;

/// <summary>Ends the AppHost with one clear line where a stack trace would not help.</summary>
internal static class ErrorReport
{
    private static int s_installed;

    public static void Install()
    {
        if (Interlocked.Exchange(ref s_installed, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
            {
                if (unhandled.ExceptionObject is DistributedApplicationException exception)
                {
                    Console.Error.WriteLine($"error: {exception.Message}");
                    Environment.Exit(1);
                }
            };
        }
    }
}
