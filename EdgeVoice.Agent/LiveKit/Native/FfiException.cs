namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>LiveKit's client core refused a request, failed, or cannot be loaded.</summary>
internal sealed class FfiException : Exception
{
    public FfiException()
    {
    }

    public FfiException(string message)
        : base(message)
    {
    }

    public FfiException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
