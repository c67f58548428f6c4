using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>The section <c>Pipeline</c>: what the command line asked for.</summary>
[Experimental("ASPIREPIPELINES001")]
public class PipelineOptions
{
    public string? OutputPath { get; set; }

    public bool ClearCache { get; set; }

    public string? Step { get; set; }

    public string? LogLevel { get; set; }

    public bool SkipConfirmation { get; set; }
}
