using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Gateway;

/// <summary>The native LiveKit client, through the gateway, to a LiveKit server in its own process.</summary>
public sealed partial class LiveKitEmulatorTests
{
    private static readonly string s_emulator = RepositoryRoot.Combine("emulators", "livekit", "src", "main.js");

    [Fact]
    public async Task NativeClient_ComesBackWithTheTokenInItsHeader()
    {
        Assert.SkipUnless(File.Exists(s_emulator), "emulators/livekit is not there");
        var folder = Directory.CreateTempSubdirectory("edgevoice-gateway-");
        try
        {
            var config = Path.Combine(folder.FullName, "livekit.yaml");
            var udp = Random.Shared.Next(20_000, 30_000);
            await File.WriteAllTextAsync(config, FormattableString.Invariant($$"""
                port: 0
                bind_addresses: ["127.0.0.1"]
                keys: { {{GatewayUnderTest.ApiKey}}: "{{GatewayUnderTest.ApiSecret}}" }
                rtc: { port_range_start: {{udp}}, port_range_end: {{udp + 50}} }
                """));
            using var emulator = Start("node", s_emulator, "--config", config);
            try
            {
                await JoinTwiceAsync(await ReadPortAsync(emulator));
            }
            finally
            {
                await StopAsync(emulator);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task JoinTwiceAsync(string port)
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--LiveKit:Url=ws://127.0.0.1:" + port, "--Gateway:Slots=1");

        var result = await RunAsync("node", RepositoryRoot.Combine("EdgeVoice.Tests", "Gateway", "join-through-gateway.mjs"), gateway.Origin);

        Assert.True(result.GetProperty("state").GetBoolean());
        Assert.Equal(result.GetProperty("callId").GetString(), result.GetProperty("room").GetString());
        Assert.StartsWith("caller-", result.GetProperty("identity").GetString(), StringComparison.Ordinal);
        Assert.Equal("joined", result.GetProperty("second").GetString());
        Assert.Equal(1, gateway.Get<SlotLedger>().Count().Active);
        Assert.Empty(gateway.Logs.Errors);
    }

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryRoot.Combine("EdgeVoice.Tests"),
        };
        return Process.Start(start)!;
    }

    private static async Task<string> ReadPortAsync(Process emulator)
    {
        using var timeout = new CancellationTokenSource(GatewayUnderTest.Patience);
        while (await emulator.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            if (Port().Match(line) is { Success: true } match)
            {
                return match.Value;
            }
        }

        throw new InvalidOperationException("The emulator ended: " + await emulator.StandardError.ReadToEndAsync(timeout.Token));
    }

    private static async Task<JsonElement> RunAsync(string program, params string[] arguments)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var process = Start(program, arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            var lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(process.ExitCode == 0 && lines.Length > 0, "the client failed: " + await errors);
            return JsonSerializer.Deserialize<JsonElement>(lines[^1]);
        }
        finally
        {
            await StopAsync(process);
        }
    }

    private static async Task StopAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    [GeneratedRegex(@"(?<=listening .* port )\d+")]
    private static partial Regex Port();
}
