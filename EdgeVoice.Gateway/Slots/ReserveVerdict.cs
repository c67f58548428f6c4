namespace EdgeVoice.Gateway.Slots;

internal enum ReserveVerdict
{
    Taken,
    Full,

    /// <summary>The room of this generation is joined already: its token was used.</summary>
    InUse,
}
