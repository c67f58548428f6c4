using Aspire.Hosting;
using EdgeVoice.AppHost.Postgres;

namespace EdgeVoice.Tests.AppHost.Postgres;

public sealed class ExistingPostgresTests
{
    private const string Form = "it must look like Host=db.example.com;Port=5432;Username=postgres;Password=…";

    [Theory]
    [InlineData("Host=db;Username=u;Password=p", "db", 5432)]
    [InlineData("Server=db;Port=5433;User Id=u;Password=p", "db", 5433)]
    public void Parse_EitherSpelling_IsTaken(string text, string host, int port) =>
        Assert.Equal(new ExistingPostgres(host, port, "u", "p"), ExistingPostgres.Parse(text));

    [Theory]
    [InlineData("Username=u;Password=p", $"EdgeVoice:Postgres:ConnectionString has no Host: {Form}")]
    [InlineData("Host=db;Password=p", $"EdgeVoice:Postgres:ConnectionString has no Username: {Form}")]
    [InlineData("Host=db;Username=u", $"EdgeVoice:Postgres:ConnectionString has no Password: {Form}")]
    [InlineData("Host=db;Port=70000;Username=u;Password=p", "EdgeVoice:Postgres:ConnectionString has the port '70000': it must be a number from 1 to 65535.")]
    [InlineData("hunter2", $"EdgeVoice:Postgres:ConnectionString is no connection string: {Form}")]
    public void Parse_SomethingIsMissing_IsNamedWithoutThePassword(string text, string message)
    {
        var exception = Assert.Throws<DistributedApplicationException>(() => ExistingPostgres.Parse(text));

        Assert.Equal(message, exception.Message);
    }
}
