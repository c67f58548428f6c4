using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace EdgeVoice.Tests.Integration;

/// <summary>What the AppHost makes of a busy port and of a key for OpenAI.</summary>
[Collection(CrashGroup.Name)]
public sealed class AppHostChoiceTests
{
    private const string OpenAIKey = "sk-proj-key-of-nobody-0123456789abcdefghij";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task EdgePort_Busy_TheNextOneIsToldAndServesCalls()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var busy = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var appHost = await AppHostProcess.StartAsync(Directory.CreateTempSubdirectory("edgevoice-state").FullName, ownsState: true, "us-east", new Dictionary<string, string>
        {
            ["EdgeVoice__Ports__Random"] = "false",
            ["EdgeVoice__Ports__Base"] = busy.ToString(CultureInfo.InvariantCulture),
        });

        var port = appHost.CallPage.Port;
        Assert.InRange(port, busy + 1, busy + 20);
        Assert.Contains($"[edge] port {busy} is in use by another program: http listens on {port} instead", appHost.Lines);
        using var http = new HttpClient();
        using var page = await http.GetAsync(appHost.CallPage);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        await using var caller = CallerProcess.Start(appHost.CallPage, "echo");
        await caller.WaitForAsync("turn", s_limit);
        await caller.HangUpAsync();
        Assert.Empty(Leaks.Of(appHost));
    }

    [Fact]
    public async Task OpenAIKey_Given_TheAgentsTalkToOpenAIAndNoEmulatorRuns()
    {
        await using var appHost = await HostedAppHost.LaunchAsync("us-east", new Dictionary<string, string> { ["Parameters__openai-api-key"] = OpenAIKey });
        // Not "Ready": that comes when OpenAI can be reached, which a test must not depend on.
        await appHost.LineAsync(new Regex(@"^\[gateway-us-east\].*is there with"), s_limit);

        var agent = await EnvironmentAsync(appHost.ProcessIdOf("agent-us-east"));
        Assert.Equal(("wss://api.openai.com/v1/realtime", OpenAIKey), (agent["Realtime__Endpoint"], agent["Realtime__ApiKey"]));
        var gateway = await EnvironmentAsync(appHost.ProcessIdOf("gateway-us-east"));
        Assert.False(gateway.ContainsKey("Realtime__ApiKey"), "the gateway has no use for the key");
        Assert.DoesNotContain(appHost.Lines, line => line.StartsWith("[realtime-", StringComparison.Ordinal));
        Assert.Empty(Leaks.Of(appHost, OpenAIKey));
    }

    private static async Task<Dictionary<string, string>> EnvironmentAsync(int processId)
    {
        var text = await File.ReadAllTextAsync($"/proc/{processId}/environ");
        return text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
    }
}
