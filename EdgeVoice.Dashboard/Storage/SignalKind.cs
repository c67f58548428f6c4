namespace EdgeVoice.Dashboard.Storage;

internal enum SignalKind
{
    Traces = 1,
    Logs = 2,
    Metrics = 3,
}
