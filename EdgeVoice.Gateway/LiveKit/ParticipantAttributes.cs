namespace EdgeVoice.Gateway.LiveKit;

/// <summary>
/// Attributes of the caller in the room, written into its token. LiveKit keeps them, so a gateway that starts anew can
/// read there whom a call is for.
/// </summary>
internal static class ParticipantAttributes
{
    public const string Persona = "edgevoice.persona";
    public const string Locale = "edgevoice.locale";

    /// <summary>When the call began, in ISO 8601.</summary>
    public const string Started = "edgevoice.call.started";

    public const string City = "edgevoice.caller.city";
    public const string Country = "edgevoice.caller.country";
}
