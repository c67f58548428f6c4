using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Protocol;

namespace EdgeVoice.RealtimeEmulator.Responses;

internal static class ResponseStatus
{
    public const string InProgress = "in_progress";
    public const string Completed = "completed";
    public const string Cancelled = "cancelled";
    public const string Failed = "failed";
    public const string Incomplete = "incomplete";

    public const string TurnDetected = "turn_detected";
    public const string ClientCancelled = "client_cancelled";
    public const string MaxOutputTokens = "max_output_tokens";

    public static JsonObject Because(string status, string reason) => new() { ["type"] = status, ["reason"] = reason };

    public static JsonObject ServerError() => new()
    {
        ["type"] = Failed,
        ["error"] = new JsonObject { ["type"] = RealtimeException.Server, ["code"] = ErrorCodes.ServerError },
    };
}
