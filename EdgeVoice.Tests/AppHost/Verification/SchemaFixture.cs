using EdgeVoice.AppHost.Verification.Schemas;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.Verification;

/// <summary>The schemas of two versions of Kubernetes, read once; tests that need them are skipped where they are not.</summary>
public sealed class SchemaFixture
{
    private IReadOnlyList<SchemaSet>? _sets;

    internal IReadOnlyList<SchemaSet> Sets() => _sets ??= SchemaFolder.Read(SharedFolder.Require("schemas"));
}
