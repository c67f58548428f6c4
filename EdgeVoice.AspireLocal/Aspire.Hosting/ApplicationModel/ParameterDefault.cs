namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where a parameter's value comes from when nobody gave one.</summary>
public abstract class ParameterDefault
{
    public abstract void WriteToManifest(Publishing.ManifestPublishingContext context);

    public abstract string GetDefaultValue();
}
