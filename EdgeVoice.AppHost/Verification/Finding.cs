namespace EdgeVoice.AppHost.Verification;

/// <param name="File">Path below the fleet's folder.</param>
/// <param name="Text">What is wrong there.</param>
internal sealed record Finding(string File, string Text)
{
    public override string ToString() => $"{File}: {Text}";
}
