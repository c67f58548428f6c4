using Aspire.Hosting.ApplicationModel;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>How a container resource runs without a container engine.</summary>
internal sealed class LocalFormAnnotation(ILocalForm form) : IResourceAnnotation
{
    public ILocalForm Form { get; } = form;
}
