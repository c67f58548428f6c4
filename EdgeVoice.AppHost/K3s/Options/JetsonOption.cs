using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Templates;

namespace EdgeVoice.AppHost.K3s.Options;

/// <summary>arm64 boards as workers. Speech is recognised by the provider, so no pod asks for their GPU; the class is for pods of your own.</summary>
internal static class JetsonOption
{
    private const string Option = OptionFiles.Jetson;

    public static IEnumerable<PublishedFile> Files() =>
    [
        OptionFiles.Manifest(Option, "runtime-class.yaml", [new RuntimeClass { Metadata = new() { Name = "nvidia" }, Handler = "nvidia" }]),
        OptionFiles.File(Option, "preflight.sh", TemplateFile.Render("options/jetson-preflight.sh")),
        OptionFiles.Component(Option, ["runtime-class.yaml"]),
        OptionFiles.ReadMe(Option),
    ];
}
