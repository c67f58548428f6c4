namespace EdgeVoice.CloudflareEmulator.Definition;

internal static class AccessReader
{
    private const string Policy = "cloudflare_zero_trust_access_policy";
    private const string ServiceToken = "cloudflare_zero_trust_access_service_token";

    /// <summary>Every TCP service must be behind an application, and every application have a policy that exists.</summary>
    public static void Check(ResourceTable resources, IReadOnlyList<TunnelDefinition> tunnels)
    {
        var tokens = resources.All(ServiceToken);
        foreach (var (_, value) in tokens)
        {
            var token = value.Object();
            token.Ignore("account_id");
            token.Required("name").Text();
            token.Optional("duration")?.Text();
            token.Done();
        }

        var policies = resources.All(Policy);
        foreach (var (_, value) in policies)
        {
            CheckPolicy(value.Object(), tokens);
        }

        var guarded = resources.All("cloudflare_zero_trust_access_application").Select(pair => CheckApplication(pair.Value.Object(), policies, tunnels)).ToHashSet();
        foreach (var tunnel in tunnels)
        {
            if (tunnel.Routes.FirstOrDefault(route => !route.Value.StartsWith("http", StringComparison.Ordinal) && !guarded.Contains(route.Key)) is { Key: { } open })
            {
                throw new DefinitionException($"$.resource.{TunnelReader.Type}.{tunnel.Label}", $"publishes '{open}' ({tunnel.Routes[open]}) to everybody: it needs a cloudflare_zero_trust_access_application");
            }
        }
    }

    private static void CheckPolicy(JsonFields policy, IReadOnlyDictionary<string, JsonValue> tokens)
    {
        policy.Ignore("account_id", "name");
        policy.Required("decision").OneOf("non_identity", "deny");
        foreach (var rule in policy.Required("include").List())
        {
            var fields = rule.Object();
            if (fields.Optional("everyone") is null)
            {
                var token = fields.Required("service_token").Object();
                var id = token.Required("token_id");
                if (!tokens.ContainsKey(id.Reference(ServiceToken, "id").Label))
                {
                    throw id.Wrong($"there is no service token '{id.Reference(ServiceToken, "id").Label}'");
                }

                token.Done();
            }

            fields.Done();
        }

        policy.Done();
    }

    private static string CheckApplication(JsonFields application, IReadOnlyDictionary<string, JsonValue> policies, IReadOnlyList<TunnelDefinition> tunnels)
    {
        application.Ignore("account_id", "name", "session_duration", "app_launcher_visible", "service_auth_401_redirect");
        application.Required("type").OneOf("self_hosted");
        var domain = application.Required("domain");
        if (!tunnels.Any(tunnel => tunnel.Routes.ContainsKey(domain.Text())))
        {
            throw domain.Wrong($"no tunnel publishes '{domain.Text()}'");
        }

        var list = application.Required("policies");
        if (list.List().Count == 0)
        {
            throw list.Wrong("must hold a policy: without one nobody gets in");
        }

        foreach (var item in list.List())
        {
            var fields = item.Object();
            fields.Ignore("precedence");
            var id = fields.Required("id");
            if (!policies.ContainsKey(id.Reference(Policy, "id").Label))
            {
                throw id.Wrong($"there is no policy '{id.Reference(Policy, "id").Label}'");
            }

            fields.Done();
        }

        application.Done();
        return domain.Text();
    }
}
