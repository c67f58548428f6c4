namespace EdgeVoice.AppHost.Verification.Schemas;

/// <param name="Path">Where in the document, such as <c>spec.ports[0].port</c>.</param>
/// <param name="Text">What is wrong there.</param>
internal sealed record SchemaError(string Path, string Text)
{
    public override string ToString() => Path.Length == 0 ? Text : $"{Path}: {Text}";
}
