using EdgeVoice.RealtimeEmulator.Protocol;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.Faults;

/// <summary>The provider's words for each error that a fault can raise.</summary>
internal static class FaultErrors
{
    public static RealtimeException For(string code, RealtimeSession session) => code switch
    {
        ErrorCodes.ActiveResponse => ActiveResponse(session.Responses.Active?.Id ?? session.Ids.Next("resp")),
        ErrorCodes.CancelNotActive => CancelNotActive(),
        ErrorCodes.InvalidValue => new(code, "Audio content of 0ms is already shorter than 1ms", "audio_end_ms"),
        ErrorCodes.UnsupportedContentType => CannotTruncate(),
        ErrorCodes.ItemRetrieveInvalidId => new(code, "Error retrieving item: the item does not exist.", "item_id"),
        ErrorCodes.InvalidEvent => new(code, "The event could not be read."),
        ErrorCodes.InsufficientQuota => new(code, "You exceeded your current quota, please check your plan and billing details.", null, code),
        ErrorCodes.InvalidApiKey => new(code, "The API key is no longer valid."),
        ErrorCodes.AccountDeactivated => new(code, "The account that owns this key has been deactivated."),
        ErrorCodes.BillingHardLimit => new(code, "Billing hard limit has been reached."),
        _ => new(ErrorCodes.ServerError, "The server had an error while processing your request.", null, RealtimeException.Server),
    };

    public static RealtimeException ActiveResponse(string id) => new(ErrorCodes.ActiveResponse,
        $"Conversation already has an active response in progress: {id}. Wait until the response is finished before creating a new one.");

    public static RealtimeException CancelNotActive() => new(ErrorCodes.CancelNotActive, "Cancellation failed: no active response found");

    public static RealtimeException CannotTruncate() => new(ErrorCodes.UnsupportedContentType, "Only model output audio messages can be truncated");
}
