using EdgeVoice.Tests.AppHost;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(EdgeVoice.Tests.Shared.LongestFirstOrderer))]

namespace EdgeVoice.Tests.Shared;

/// <summary>What takes longest begins first, so that the others run beside it and not before it.</summary>
public sealed class LongestFirstOrderer : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => collection.TestCollectionDisplayName.Contains(nameof(AspirePackagesTests), StringComparison.Ordinal))];
}
