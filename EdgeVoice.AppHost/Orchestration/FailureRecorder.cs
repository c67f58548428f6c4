using Microsoft.Extensions.Logging;

namespace EdgeVoice.AppHost.Orchestration;

/// <summary>Keeps the first exception that ended a background service of the host: the pipeline is one.</summary>
internal sealed class FailureRecorder : ILoggerProvider
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";
    private const string Faulted = "BackgroundServiceFaulted";

    private volatile Exception? _first;

    public Exception? First => _first;

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName == Host);

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Recorder(FailureRecorder owner, bool listens) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => listens && logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && eventId.Name == Faulted)
            {
                owner._first ??= exception;
            }
        }
    }
}
