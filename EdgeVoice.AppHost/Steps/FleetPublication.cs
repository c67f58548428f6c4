using EdgeVoice.AppHost.K3s;

namespace EdgeVoice.AppHost.Steps;

/// <summary>What publish writes, and what it has to say about it.</summary>
internal sealed record FleetPublication(IReadOnlyList<PublishedFile> Files, IReadOnlyList<string> Warnings);
