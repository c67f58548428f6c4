namespace EdgeVoice.RealtimeEmulator.Endpoints;

/// <summary>An HTTP error in the provider's shape.</summary>
internal static class ProviderError
{
    public static IResult InvalidApiKey() => Json(StatusCodes.Status401Unauthorized, "Incorrect API key provided.", "invalid_request_error", Protocol.ErrorCodes.InvalidApiKey);

    public static IResult Json(int status, string message, string type, string? code, string? param = null) =>
        Results.Json(new { error = new { message, type, param, code } }, statusCode: status);
}
