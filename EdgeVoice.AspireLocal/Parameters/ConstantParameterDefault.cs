using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace EdgeVoice.AspireLocal.Parameters;

/// <summary>A default that the manifest shows.</summary>
internal sealed class ConstantParameterDefault(string value) : ParameterDefault
{
    public override string GetDefaultValue() => value;

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", value);
}
