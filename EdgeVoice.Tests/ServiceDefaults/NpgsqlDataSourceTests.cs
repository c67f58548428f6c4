using EdgeVoice.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace EdgeVoice.Tests.ServiceDefaults;

public sealed class NpgsqlDataSourceTests(PostgresServer postgres)
{
    private readonly PostgresServer _postgres = postgres;

    [Fact]
    public async Task AddNpgsqlDataSource_RealServer_IsTracedWithoutItsPassword()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var connection = await _postgres.CreateDatabaseAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            new()
            {
                ["ConnectionStrings:edgevoice"] = $"{connection};Password=top-secret",
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["Logging:LogLevel:Npgsql"] = "Trace",
            },
            builder => builder.AddNpgsqlDataSource("edgevoice", settings => settings.DisableHealthChecks = true),
            app => app.MapGet("/answer", async (NpgsqlDataSource source) =>
            {
                await using var command = source.CreateCommand("SELECT 42");
                return await command.ExecuteScalarAsync();
            }));

        Assert.Equal("42", await service.Client.GetStringAsync(new Uri("/answer", UriKind.Relative), TestContext.Current.CancellationToken));
        await collector.WaitForAsync("trace", "SELECT 42");
        await collector.WaitForAsync("metrics", "db.client.connection");
        await collector.WaitForAsync("logs", "Npgsql");
        Assert.False(collector.Saw("top-secret"));
    }
}
