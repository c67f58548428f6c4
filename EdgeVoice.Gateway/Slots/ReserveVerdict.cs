namespace EdgeVoice.Gateway.Slots;

internal enum ReserveVerdict
{
    Taken,
    Full,

    /// <summary>The room of this generation is joined already: its token was used.</summary>
    InUse,

    /// <summary>The client, or its network, has as many calls as it may.</summary>
    ClientLimit,

    /// <summary>The tenant has as many calls as it may.</summary>
    TenantLimit,
}
