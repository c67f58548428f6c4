namespace EdgeVoice.RealtimeEmulator.Protocol;

/// <summary>The <c>error.code</c> values that clients have met and may branch on.</summary>
internal static class ErrorCodes
{
    public const string AccountDeactivated = "account_deactivated";
    public const string ActiveResponse = "conversation_already_has_active_response";
    public const string BillingHardLimit = "billing_hard_limit_reached";
    public const string CancelNotActive = "response_cancel_not_active";
    public const string CannotUpdateVoice = "cannot_update_voice";
    public const string CommitEmpty = "input_audio_buffer_commit_empty";
    public const string InsufficientQuota = "insufficient_quota";
    public const string InvalidApiKey = "invalid_api_key";
    public const string InvalidEvent = "invalid_event";
    public const string InvalidToolCallId = "invalid_tool_call_id";
    public const string InvalidType = "invalid_type";
    public const string InvalidValue = "invalid_value";
    public const string ItemCreateInvalidId = "item_create_invalid_item_id";
    public const string ItemCreateInvalidPrevious = "item_create_invalid_previous_item_id";
    public const string ItemDeleteInvalidId = "item_delete_invalid_item_id";
    public const string ItemRetrieveInvalidId = "item_retrieve_invalid_item_id";
    public const string ItemTruncateInvalidId = "item_truncate_invalid_item_id";
    public const string MissingParameter = "missing_required_parameter";
    public const string RateLimitExceeded = "rate_limit_exceeded";
    public const string ServerError = "server_error";
    public const string SessionExpired = "session_expired";
    public const string UnknownParameter = "unknown_parameter";
    public const string UnsupportedContentType = "unsupported_content_type";
}
