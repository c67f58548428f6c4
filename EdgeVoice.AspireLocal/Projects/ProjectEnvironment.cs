using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace EdgeVoice.AspireLocal.Projects;

/// <summary>What every project resource gets without asking.</summary>
internal static class ProjectEnvironment
{
    public static IResourceBuilder<ProjectResource> WithProjectEnvironment(this IResourceBuilder<ProjectResource> builder) => builder.WithEnvironment(context =>
    {
        var variables = context.EnvironmentVariables;
        var http = builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.UriScheme is "http" or "https").ToArray();
        if (http.Length > 0)
        {
            variables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        }

        if (context.ExecutionContext.IsPublishMode)
        {
            AddPorts(variables, "HTTP_PORTS", builder.Resource, http.Where(endpoint => endpoint.UriScheme == "http"));
            AddPorts(variables, "HTTPS_PORTS", builder.Resource, http.Where(endpoint => endpoint.UriScheme == "https"));
            return;
        }

        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        if (http.Length > 0)
        {
            var urls = new ReferenceExpressionBuilder();
            foreach (var (index, endpoint) in http.Index())
            {
                var reference = builder.Resource.GetEndpoint(endpoint.Name);
                urls.AppendLiteral(index == 0 ? "" : ";");
                urls.AppendLiteral($"{endpoint.UriScheme}://{endpoint.TargetHost}:");
                urls.AppendFormatted(reference.Property(EndpointProperty.TargetPort));
            }

            variables["ASPNETCORE_URLS"] = urls.Build();
        }
    });

    private static void AddPorts(Dictionary<string, object> variables, string name, ProjectResource project, IEnumerable<EndpointAnnotation> endpoints)
    {
        var ports = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            ports.AppendLiteral(ports.IsEmpty ? "" : ";");
            ports.AppendFormatted(project.GetEndpoint(endpoint.Name).Property(EndpointProperty.TargetPort));
        }

        if (!ports.IsEmpty)
        {
            variables[name] = ports.Build();
        }
    }
}
