using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace EdgeVoice.Tests.AspireLocal;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task Process_References_GetsExactlyThese()
    {
        await using var application = new RunningApplication("--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://127.0.0.1:1", "--AppHost:OtlpApiKey=k", "--Parameters:key=v");
        var builder = application.Builder;
        var api = builder.AddExecutable("my-api", "sleep", "/tmp", "60").WithHttpEndpoint(env: "PORT");
        var server = builder.AddPostgres("pg", password: builder.AddParameter("pw", "p w", secret: true)).WithExplicitStart();
        var database = server.AddDatabase("catalog");
        builder.AddExecutable("client", "sleep", "/tmp", "60")
            .WithEnvironment("PLAIN", "x")
            .WithEnvironment("KEY", builder.AddParameter("key"))
            .WithEnvironment("URL", $"ws://{api.GetEndpoint("http").Property(EndpointProperty.HostAndPort)}/x")
            .WithReference(api.GetEndpoint("http"))
            .WithReference(database)
            .WithOtlpExporter();
        await application.StartAsync();

        var added = (await application.EnvironmentAsync("client")).Where(variable => Environment.GetEnvironmentVariable(variable.Key) != variable.Value).ToDictionary();

        var url = api.GetEndpoint("http").Url;
        var address = url["http://".Length..];
        var pg = server.GetEndpoint("tcp");
        Assert.Matches("^service.instance.id=[0-9a-f]{8}$", added["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.True(added.Remove("ASPIRELOCAL_RUN"));
        added.Remove("OTEL_RESOURCE_ATTRIBUTES");
        var expected = new Dictionary<string, string>
        {
            ["PLAIN"] = "x",
            ["KEY"] = "v",
            ["URL"] = $"ws://{address}/x",
            ["MY_API_HTTP"] = url,
            ["services__my-api__http__0"] = url,
            ["ConnectionStrings__catalog"] = $"Host=127.0.0.1;Port={pg.Port};Username=postgres;Password=p w;Database=catalog",
            ["CATALOG_HOST"] = "127.0.0.1",
            ["CATALOG_PORT"] = $"{pg.Port}",
            ["CATALOG_USERNAME"] = "postgres",
            ["CATALOG_PASSWORD"] = "p w",
            ["CATALOG_URI"] = $"postgresql://postgres:p%20w@127.0.0.1:{pg.Port}/catalog",
            ["CATALOG_JDBCCONNECTIONSTRING"] = $"jdbc:postgresql://127.0.0.1:{pg.Port}/catalog",
            ["CATALOG_DATABASENAME"] = "catalog",
            ["OTEL_SERVICE_NAME"] = "client",
            ["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-otlp-api-key=k",
        };
        Assert.Empty(expected.Except(added));
        Assert.Empty(added.Except(expected));
        Assert.Equal($"{api.GetEndpoint("http").Port}", (await application.EnvironmentAsync("my-api"))["PORT"]);
    }
}
