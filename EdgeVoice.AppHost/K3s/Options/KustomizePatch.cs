using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace EdgeVoice.AppHost.K3s.Options;

/// <summary>A change to every object that the target matches.</summary>
internal sealed record KustomizePatch
{
    /// <summary>A strategic merge patch; its name does not matter, since there is a target.</summary>
    [YamlMember(ScalarStyle = ScalarStyle.Literal)]
    public required string Patch { get; init; }

    public required PatchTarget Target { get; init; }

    internal sealed record PatchTarget
    {
        public required string Kind { get; init; }

        /// <summary>Regular expression over whole names.</summary>
        public string? Name { get; init; }

        /// <summary>Regular expression over whole names.</summary>
        public string? Namespace { get; init; }
    }
}
