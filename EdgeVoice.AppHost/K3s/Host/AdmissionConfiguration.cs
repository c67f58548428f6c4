using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Host;

/// <summary>The Pod Security level of namespaces that name none.</summary>
internal sealed record AdmissionConfiguration
{
    private const string Baseline = "baseline";
    private const string Restricted = "restricted";
    private const string Latest = "latest";

    public string ApiVersion { get; } = "apiserver.config.k8s.io/v1";

    public string Kind { get; } = "AdmissionConfiguration";

    public IReadOnlyList<Plugin> Plugins { get; } = [new()];

    public static string ToYaml() => YamlText.Of(new AdmissionConfiguration());

    internal sealed record Plugin
    {
        public string Name { get; } = "PodSecurity";

        public PodSecurity Configuration { get; } = new();
    }

    internal sealed record PodSecurity
    {
        public string ApiVersion { get; } = "pod-security.admission.config.k8s.io/v1";

        public string Kind { get; } = "PodSecurityConfiguration";

        public StringMap Defaults { get; } = new()
        {
            ["enforce"] = Baseline,
            ["enforce-version"] = Latest,
            ["audit"] = Restricted,
            ["audit-version"] = Latest,
            ["warn"] = Restricted,
            ["warn-version"] = Latest,
        };

        // k3s' own pods, and the charts that it installs, need the host.
        public Exempted Exemptions { get; } = new() { Usernames = [], RuntimeClasses = [], Namespaces = [Model.Namespaces.System] };
    }

    internal sealed record Exempted
    {
        public required IReadOnlyList<string> Usernames { get; init; }

        public required IReadOnlyList<string> RuntimeClasses { get; init; }

        public required IReadOnlyList<string> Namespaces { get; init; }
    }
}
