using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>The folder goes into a repository; nothing in it may be secret.</summary>
internal sealed partial class NoSecretDataRule : IFleetRule
{
    public string Name => "no-secret-data";

    public string Promise => "no Secret with data, no token, no key";

    public IEnumerable<Finding> Check(PublishedFleet fleet)
    {
        foreach (var document in fleet.AllDocuments())
        {
            if (document.Kind == "Secret" && (document.Node.At("data") is JsonObject { Count: > 0 } || document.Node.At("stringData") is JsonObject { Count: > 0 }))
            {
                yield return new Finding(document.File, $"{document.Identity}: has data; its values belong into the cluster alone");
            }

            foreach (var variable in document.Containers.SelectMany(container => container.Items("env")))
            {
                if (SecretName().IsMatch(variable.Text("name") ?? "") && variable.Text("value") is { Length: > 0 } value && !value.StartsWith("$(", StringComparison.Ordinal) && !value.StartsWith('/'))
                {
                    yield return new Finding(document.File, $"{document.Identity}: env {variable.Text("name")} is written out; take it from a Secret");
                }
            }

            if (document.Kind.Length == 0 && document.Node.Text("token") is not null)
            {
                yield return new Finding(document.File, "token is written out; name a token-file");
            }
        }

        foreach (var file in fleet.Files.Where(file => KeyMaterial().IsMatch(file.Content)))
        {
            yield return new Finding(file.Path, "holds what looks like a key");
        }
    }

    [GeneratedRegex("(password|secret|token|apikey|api_key)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // PEM, a Cloudflare tunnel's token, an OpenAI key, a k3s token.
    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----|\"?eyJhIjoi[A-Za-z0-9+/=]{40,}|\\bsk-[A-Za-z0-9_-]{20,}|\\bK10[0-9a-f]{40,}::")]
    private static partial Regex KeyMaterial();
}
