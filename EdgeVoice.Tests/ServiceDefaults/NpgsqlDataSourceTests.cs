using System.Data.Common;
using System.Net;
using EdgeVoice.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace EdgeVoice.Tests.ServiceDefaults;

public sealed class NpgsqlDataSourceTests(PostgresServer postgres)
{
    private readonly PostgresServer _postgres = postgres;

    [Fact]
    public async Task AddNpgsqlDataSource_RealServer_AnswersIsHealthyAndIsTraced()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            new()
            {
                ["ConnectionStrings:edgevoice"] = await _postgres.CreateDatabaseAsync(),
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            },
            builder => builder.AddNpgsqlDataSource("edgevoice"),
            app => app.MapGet("/answer", async (NpgsqlDataSource source) =>
            {
                await using var command = source.CreateCommand("SELECT 42");
                return await command.ExecuteScalarAsync();
            }));

        Assert.Equal("42", await service.Client.GetStringAsync(new Uri("/answer", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal("Healthy", await service.Client.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken));
        await collector.WaitForAsync("trace", "SELECT 42");
        await collector.WaitForAsync("metrics", "db.client.connection");
        Assert.Same(service.App.Services.GetRequiredService<NpgsqlDataSource>(), service.App.Services.GetRequiredService<DbDataSource>());
    }

    [Fact]
    public async Task AddNpgsqlDataSource_ServerGone_HealthIsUnhealthyAndAliveIsNot()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            new() { ["ConnectionStrings:edgevoice"] = "Host=127.0.0.1;Port=1;Username=nobody;Password=hidden" },
            builder => builder.AddNpgsqlDataSource("edgevoice"));

        using var health = await service.Client.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("Unhealthy", await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Healthy", await service.Client.GetStringAsync(new Uri("/alive", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void AddNpgsqlDataSource_NoConnectionString_NamesTheKeyWhenAskedFor()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddNpgsqlDataSource("edgevoice");
        using var host = builder.Build();

        var error = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<NpgsqlDataSource>());

        Assert.Contains("ConnectionStrings:edgevoice", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddKeyedNpgsqlDataSource_TwoNames_ReadTheirOwnSections()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Aspire:Npgsql:ConnectionString"] = "Host=shared",
            ["Aspire:Npgsql:DisableHealthChecks"] = "true",
            ["Aspire:Npgsql:two:ConnectionString"] = "Host=two",
            ["Aspire:Npgsql:two:DisableHealthChecks"] = "false",
            ["ConnectionStrings:three"] = "Host=three",
        });
        builder.AddKeyedNpgsqlDataSource("one");
        builder.AddKeyedNpgsqlDataSource("two");
        builder.AddKeyedNpgsqlDataSource("three", settings => settings.ConnectionString += ";Database=calls", source => source.ConnectionStringBuilder.Port = 99);
        using var host = builder.Build();

        string Connection(string name) => host.Services.GetRequiredKeyedService<NpgsqlDataSource>(name).ConnectionString;
        Assert.Equal("Host=shared", Connection("one"));
        Assert.Equal("Host=two", Connection("two"));
        Assert.Equal("Host=three;Database=calls;Port=99", Connection("three"));
        Assert.Null(host.Services.GetService<NpgsqlDataSource>());
        var checks = host.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;
        Assert.Equal(["PostgreSql_two"], checks.Select(check => check.Name));
    }
}
