namespace EdgeVoice.Agent.Realtime;

internal enum ResponseStatus
{
    Completed,
    Cancelled,
    Incomplete,
    Failed,
}
