namespace EdgeVoice.AppHost.K3s.Settings;

/// <summary>A setting that publish does not accept.</summary>
/// <param name="Path">Configuration path, <c>EdgeVoice:Fleet:…</c>.</param>
/// <param name="Value">What it holds; empty when it is missing.</param>
/// <param name="Rule">What it must be, and why.</param>
internal sealed record SettingError(string Path, string Value, string Rule)
{
    public override string ToString() => $"{Path} = '{Value}': {Rule}";
}
