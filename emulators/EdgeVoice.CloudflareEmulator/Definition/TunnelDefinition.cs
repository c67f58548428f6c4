namespace EdgeVoice.CloudflareEmulator.Definition;

/// <summary>A tunnel.</summary>
/// <param name="Label">Name of the Terraform resource.</param>
/// <param name="Name">Name in the account.</param>
/// <param name="Id">Its UUID when it existed before; otherwise Cloudflare gives it one.</param>
/// <param name="Routes">Service per host name, as the connector sees it. Meaningless outside the connector's network.</param>
internal sealed record TunnelDefinition(string Label, string Name, Guid? Id, IReadOnlyDictionary<string, string> Routes);
