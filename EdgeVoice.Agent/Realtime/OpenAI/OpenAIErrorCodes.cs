namespace EdgeVoice.Agent.Realtime.OpenAI;

/// <summary>Error codes that decide what happens next; every other error is reported and survived.</summary>
internal static class OpenAIErrorCodes
{
    public const string SessionExpired = "session_expired";

    public const string ActiveResponse = "conversation_already_has_active_response";

    private static readonly HashSet<string> s_fatal =
        ["insufficient_quota", "credit_balance_exhausted", "invalid_api_key", "account_deactivated", "billing_hard_limit_reached"];

    /// <summary>True when a new session would be refused for the same reason.</summary>
    public static bool IsFatal(string code) => s_fatal.Contains(code);
}
