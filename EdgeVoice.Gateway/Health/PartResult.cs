namespace EdgeVoice.Gateway.Health;

/// <summary>What a probe found.</summary>
internal readonly record struct PartResult(PartState State, string Detail)
{
    public static PartResult Up(string detail) => new(PartState.Up, detail);

    public static PartResult Down(string detail) => new(PartState.Down, detail);

    public static PartResult Unknown(string detail) => new(PartState.Unknown, detail);
}
