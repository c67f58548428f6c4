namespace Aspire.Hosting.ApplicationModel;

/// <summary>Kinds of mounts.</summary>
public enum ContainerMountType
{
    BindMount,
    Volume,
}
