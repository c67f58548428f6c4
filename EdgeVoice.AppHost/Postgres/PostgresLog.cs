using Microsoft.Extensions.Logging;

namespace EdgeVoice.AppHost.Postgres;

internal static partial class PostgresLog
{
    [LoggerMessage(LogLevel.Information, "{Line}")]
    public static partial void Preparing(ILogger logger, string line);

    [LoggerMessage(LogLevel.Error, "could not start: {Message}")]
    public static partial void CannotStart(ILogger logger, string message);
}
