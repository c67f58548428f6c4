using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EdgeVoice.Dashboard.CommandLine;
using EdgeVoice.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EdgeVoice.Tests.Dashboard;

/// <summary><c>EdgeVoice.Dashboard turns …</c> as people type it, against a dashboard over HTTP.</summary>
public sealed class CommandLineTests(CommandLineTests.FourTurns turns) : IClassFixture<CommandLineTests.FourTurns>
{
    private const int Failed = 1;

    [Fact]
    public async Task TurnsSlowest_AreThatMany_LongestSilenceFirst_WithTheirCause()
    {
        var (code, output, errors) = await RunAsync("turns", "--slowest", "2", "--url", turns.Login);

        Assert.Equal((0, ""), (code, errors));
        var lines = output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(TurnTable.Header, lines[0]);
        Assert.Equal(["call.3", "call.2"], lines[1..3].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1]));
        Assert.Contains("1640 ms", lines[1], StringComparison.Ordinal);
        Assert.Contains("tool check_availability", lines[1], StringComparison.Ordinal);
        Assert.Equal("2 of 4", lines[3]);
        // What is under a heading begins where the heading begins.
        Assert.Equal(lines[0].IndexOf("outcome", StringComparison.Ordinal), lines[1].IndexOf("complete", StringComparison.Ordinal));
        Assert.Equal(lines[0].IndexOf("region", StringComparison.Ordinal), lines[1].IndexOf("us-east", StringComparison.Ordinal));
        Assert.Equal(lines[0].IndexOf("cause", StringComparison.Ordinal), lines[1].IndexOf("tool ", StringComparison.Ordinal));
        Assert.Equal(lines[0].IndexOf("session.turn", StringComparison.Ordinal), lines[1].IndexOf("call.3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Turns_AsJson_AreTheApisOwn_AndFiltersAreItsFilters()
    {
        var (code, output, _) = await RunAsync("turns", "--json", "--min-silence", "900", "--url", turns.Login);

        Assert.Equal(0, code);
        Assert.Equal((await turns.Dashboard.GetAsync("/api/turns?limit=20&sort=time&minSilence=900")).GetRawText(), JsonDocument.Parse(output).RootElement.GetRawText());
    }

    [Fact]
    public async Task Follow_PrintsTurnsAsTheyCome_AndTellsWhenTheDashboardIsGone()
    {
        var own = new FourTurns();
        await own.InitializeAsync();
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var printed = TextWriter.Synchronized(output);
        var running = DashboardCommand.RunAsync(["turns", "--follow", "--url", own.Login], printed, errors);
        await Eventually.IsTrueAsync("the first turns are printed", () => Text().Contains("call.4", StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        await own.Dashboard.SendAsync(new SentCall("later", 5).Turn(1));
        await Eventually.IsTrueAsync("the next turn is printed", () => Text().Contains("later.1", StringComparison.Ordinal), TimeSpan.FromSeconds(10));

        await own.DisposeAsync();

        // In order: a dashboard that waits for its followers is broken off in the end.
        Assert.Equal(Failed, await running);
        Assert.Equal("The dashboard was stopped.", errors.ToString().Trim());

        string Text()
        {
            lock (printed)
            {
                return output.ToString();
            }
        }
    }

    [Theory]
    [InlineData("--slowest is 'ten': give a whole number from 1 to 1000.", "turns", "--slowest", "ten")]
    [InlineData("--slowest is '0': give a whole number from 1 to 1000.", "turns", "--slowest", "0")]
    [InlineData("--latest is '1001': give a whole number from 1 to 1000.", "sessions", "--latest", "1001")]
    [InlineData("--slowest is an order of its own", "turns", "--slowest", "3", "--follow")]
    [InlineData("min-silence: 'long' is no number: give for example 800.", "turns", "--min-silence", "long")]
    [InlineData("from: 'yesterday' is no instant: give 2026-11-20T09:30:00Z", "turns", "--from", "yesterday")]
    [InlineData("'--slow'", "turns", "--slow", "10")]
    [InlineData("'turn'", "turn", "--slowest", "10")]
    [InlineData("strip: ", "export", "--strip", "names", "-o", "x.zip")]
    [InlineData("session: There is no session 'nobody'.", "export", "nobody", "-o", "x.zip")]
    [InlineData("--output is '/nowhere/call.zip', which cannot be written", "export", "-o", "/nowhere/call.zip")]
    public async Task AWrongValue_IsNamedWithItsFix(string error, params string[] args)
    {
        var (code, _, errors) = await RunAsync(args[0] == "turn" ? args : [.. args, "--url", turns.Login]);

        Assert.Contains(error, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Equal(Failed, code);
        Assert.False(File.Exists("x.zip"));
    }

    [Theory]
    [InlineData("call.zip", "--url is 'call.zip', which is no http or https address. Give --url with the line \"Dashboard\"")]
    [InlineData("ftp://127.0.0.1/login?t=secret", "--url is 'ftp://127.0.0.1/login', which is no http or https address.")]
    public async Task AnAddressThatIsNone_IsToldWithoutItsToken(string url, string error)
    {
        var (code, _, errors) = await RunAsync("turns", "--url", url);

        Assert.StartsWith(error, errors, StringComparison.Ordinal);
        Assert.Equal(Failed, code);
    }

    [Theory]
    [InlineData("login?t=not-the-token-of-this-one", "does not know the token behind t= in --url")]
    [InlineData("", "--url has no token behind t=")]
    public async Task AWrongToken_IsTold_AndWhereTheRightOneIs(string path, string error)
    {
        await using var dashboard = await DashboardHost.StartAsync();

        var (code, _, errors) = await RunAsync("turns", "--slowest", "10", "--url", new Uri(dashboard.Page, path).ToString());

        Assert.Contains(error, errors, StringComparison.Ordinal);
        Assert.Contains("Give --url with the line \"Dashboard\" of the AppHost's output", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-token", errors, StringComparison.Ordinal);
        Assert.Equal(Failed, code);
    }

    [Fact]
    public async Task ADashboardThatIsNotThere_IsTold()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        var (code, _, errors) = await RunAsync("turns", "--url", $"http://127.0.0.1:{port}/login?t=x");

        Assert.StartsWith($"http://127.0.0.1:{port}/, which --url names, does not answer: ", errors, StringComparison.Ordinal);
        Assert.Contains("Start the AppHost, or correct --url.", errors, StringComparison.Ordinal);
        Assert.Equal(Failed, code);
    }

    [Fact]
    public async Task ADashboardThatSaysNothing_IsNotWaitedForForEver()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var client = DashboardClient.Find($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/login?t=x", TimeSpan.FromMilliseconds(200));

        var error = await Assert.ThrowsAsync<CommandException>(() => client.GetAsync("/api/turns", TestContext.Current.CancellationToken));

        Assert.Contains("does not answer within 0.2 s", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "answers, but not as a dashboard of this version does")]
    [InlineData(404, "answered 404 and is no dashboard")]
    public async Task AnotherServerAtThatAddress_IsTold(int status, string error)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var other = builder.Build();
        other.MapFallback(() => Results.Text("<!doctype html>", "text/html", statusCode: status));
        await other.StartAsync(TestContext.Current.CancellationToken);

        var (code, _, errors) = await RunAsync("turns", "--url", $"{other.Urls.First()}/login?t=x");

        Assert.Contains(error, errors, StringComparison.Ordinal);
        Assert.Equal(Failed, code);
    }

    [Theory]
    [InlineData(true, "turns")]
    [InlineData(true, "turn")]
    [InlineData(true, "--help")]
    [InlineData(false)]
    [InlineData(false, "--urls=http://127.0.0.1:0")]
    [InlineData(false, "--Dashboard:DataDirectory", "x")]
    [InlineData(false, "/Dashboard:ShowContent", "true")]
    [InlineData(false, "Dashboard:ShowContent=true")]
    public void AWord_IsACommand_AndSettingsStartTheService(bool command, params string[] args) => Assert.Equal(command, DashboardCommand.Handles(args));

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await DashboardCommand.RunAsync(args, output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    public sealed class FourTurns : IAsyncLifetime
    {
        internal DashboardHost Dashboard { get; private set; } = null!;

        public string Login => new Uri(Dashboard.Page, $"/login?t={Uri.EscapeDataString(DashboardHost.Token)}").ToString();

        public async ValueTask InitializeAsync()
        {
            Dashboard = await DashboardHost.StartAsync();
            var call = new SentCall("call");
            await Dashboard.SendAsync(call.Turn(1));
            await Dashboard.SendAsync(call.Turn(2, modelMs: 400));
            await Dashboard.SendAsync(call.Turn(3, toolMs: 800));
            await Dashboard.SendAsync(call.Turn(4));
        }

        public ValueTask DisposeAsync() => Dashboard.DisposeAsync();
    }
}
