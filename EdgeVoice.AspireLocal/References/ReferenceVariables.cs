using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace EdgeVoice.AspireLocal.References;

/// <summary>The names under which a process finds what it refers to.</summary>
internal static class ReferenceVariables
{
    public static void AddConnection(Dictionary<string, object> variables, IResourceWithConnectionString resource, string connectionName, bool optional)
    {
        variables[resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName}"] = new ConnectionStringReference(resource, optional);
        foreach (var (name, value) in resource.GetConnectionProperties())
        {
            variables[$"{Prefix(connectionName)}_{name.ToUpperInvariant()}"] = value;
        }
    }

    public static void AddEndpoint(Dictionary<string, object> variables, EndpointReference endpoint)
    {
        variables[$"{Prefix(endpoint.Resource.Name)}_{Prefix(endpoint.EndpointName)}"] = endpoint;
        variables[$"services__{endpoint.Resource.Name}__{endpoint.EndpointName}__0"] = endpoint;
    }

    public static void AddExternal(Dictionary<string, object> variables, ExternalServiceResource service)
    {
        variables[Prefix(service.Name)] = service.Uri!.ToString();
        variables[$"services__{service.Name}__{service.Uri.Scheme}__0"] = service.Uri.ToString();
    }

    private static string Prefix(string name) => name.ToUpperInvariant().Replace('-', '_');
}
