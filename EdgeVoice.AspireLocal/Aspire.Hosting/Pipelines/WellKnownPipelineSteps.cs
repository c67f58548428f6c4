using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>Steps that are there before anybody adds one.</summary>
[Experimental("ASPIREPIPELINES001")]
public static class WellKnownPipelineSteps
{
    public const string Publish = "publish";

    public const string PublishPrereq = "publish-prereq";

    public const string Deploy = "deploy";

    public const string DeployPrereq = "deploy-prereq";

    public const string ProcessParameters = "process-parameters";
}
