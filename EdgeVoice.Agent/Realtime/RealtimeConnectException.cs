namespace EdgeVoice.Agent.Realtime;

/// <summary>A session could not be opened.</summary>
internal sealed class RealtimeConnectException(string message, bool fatal, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>True when trying again cannot help (key, quota, account).</summary>
    public bool Fatal { get; } = fatal;
}
