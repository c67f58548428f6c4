namespace EdgeVoice.RealtimeEmulator.Protocol;

/// <summary>A client event that is refused; it becomes one <c>error</c> event and leaves the session open.</summary>
internal sealed class RealtimeException(string code, string message, string? param = null, string type = RealtimeException.InvalidRequest)
    : Exception(message)
{
    public const string InvalidRequest = "invalid_request_error";
    public const string Server = "server_error";

    public string Code { get; } = code;

    public string? Param { get; } = param;

    public string Type { get; } = type;
}
