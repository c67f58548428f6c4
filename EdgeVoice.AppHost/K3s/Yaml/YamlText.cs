using EdgeVoice.AppHost.K3s.Kubernetes;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace EdgeVoice.AppHost.K3s.Yaml;

/// <summary>Records as YAML: declared order, LF, nothing that is null, strings quoted where YAML 1.1 or 1.2 would read them as something else.</summary>
internal static class YamlText
{
    private static readonly ISerializer s_camelCase = Serializer(CamelCaseNamingConvention.Instance);
    private static readonly ISerializer s_hyphenated = Serializer(HyphenatedNamingConvention.Instance);

    /// <summary>Kubernetes objects, one document each.</summary>
    public static string Of(IEnumerable<IManifest> manifests) => string.Join("---\n", manifests.Select(manifest => s_camelCase.Serialize(manifest, manifest.GetType())));

    /// <summary>A file with Kubernetes' names that is no object of a cluster.</summary>
    public static string Of(object file) => s_camelCase.Serialize(file, file.GetType());

    /// <summary>A file whose names are command line flags.</summary>
    public static string OfFlags(object file) => s_hyphenated.Serialize(file, file.GetType());

    private static ISerializer Serializer(INamingConvention names) => new SerializerBuilder()
        .WithNamingConvention(names)
        .WithTypeConverter(new StringMapConverter())
        .WithTypeConverter(new IntOrStringConverter())
        .WithQuotingNecessaryStrings(quoteYaml1_1Strings: true)
        .WithIndentedSequences()
        .WithNewLine("\n")
        .DisableAliases()
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull)
        .Build();
}
