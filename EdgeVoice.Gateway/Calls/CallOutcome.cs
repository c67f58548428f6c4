namespace EdgeVoice.Gateway.Calls;

/// <summary>An offer, or the reason why there is none.</summary>
internal readonly record struct CallOutcome(CallResponse? Offer, string? Refusal)
{
    public static CallOutcome Of(CallResponse offer) => new(offer, null);

    public static CallOutcome Refused(string reason) => new(null, reason);
}
