using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record EnvVar
{
    public required string Name { get; init; }

    [YamlMember(ScalarStyle = ScalarStyle.DoubleQuoted)]
    public string? Value { get; init; }

    public EnvVarSource? ValueFrom { get; init; }

    public static EnvVar Of(string name, string value) => new() { Name = name, Value = value };

    public static EnvVar FromSecret(string name, string secret, string key) => new() { Name = name, ValueFrom = new() { SecretKeyRef = new() { Name = secret, Key = key } } };

    public static EnvVar FromConfigMap(string name, string configMap, string key) => new() { Name = name, ValueFrom = new() { ConfigMapKeyRef = new() { Name = configMap, Key = key } } };

    public static EnvVar FromField(string name, string field) => new() { Name = name, ValueFrom = new() { FieldRef = new() { FieldPath = field } } };
}
