namespace EdgeVoice.AppHost.Rollout;

/// <summary>An entry of <c>secrets.required.json</c>.</summary>
internal sealed record RequiredSecret(string Namespace, string Name, IReadOnlyList<string> Keys)
{
    public override string ToString() => $"{Namespace}/{Name}";
}
