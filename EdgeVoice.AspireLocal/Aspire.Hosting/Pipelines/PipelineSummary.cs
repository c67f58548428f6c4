using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>What is worth telling at the end of a run.</summary>
[Experimental("ASPIREPIPELINES001")]
public sealed class PipelineSummary
{
    private readonly List<PipelineSummaryItem> _items = [];

    public ReadOnlyCollection<PipelineSummaryItem> Items => _items.AsReadOnly();

    public void Add(string key, string value) => _items.Add(new PipelineSummaryItem(key, value, enableMarkdown: false));
}
