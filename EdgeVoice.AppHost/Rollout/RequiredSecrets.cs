using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Rollout;

/// <summary>Reads <c>secrets.required.json</c>.</summary>
internal static class RequiredSecrets
{
    public const string FileName = "secrets.required.json";

    public static IReadOnlyList<RequiredSecret> Of(PublishedFleet fleet, string region) =>
    [
        .. fleet.Document($"{region}/{FileName}").Items("secrets").Select(secret =>
            new RequiredSecret(secret.Text("namespace") ?? "", secret.Text("name") ?? "", [.. secret.Texts("keys")])),
    ];
}
