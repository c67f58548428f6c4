using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

namespace EdgeVoice.Tests.RealtimeEmulator.Sessions;

public sealed class AuthenticationTests(SharedEmulator shared)
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("test-key-and-more")]
    public async Task Connect_WrongKey_Is401InTheProvidersShape(string? key)
    {
        var emulator = await shared.StartAsync();
        using var http = new HttpClient { BaseAddress = emulator.Address };
        if (key is { Length: > 0 })
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        using var answer = await http.GetAsync("/v1/realtime?model=gpt-realtime", TestContext.Current.CancellationToken);
        var error = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("error");
        using var admin = await http.GetAsync("/admin/sessions", TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => RealtimeClient.ConnectAsync(emulator.Address, key ?? "x", null));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("invalid_api_key", error.GetProperty("code").GetString());
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, admin.StatusCode);
        Assert.Contains("401", refused.Message);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest, "missing_model")]
    [InlineData("?model=llama", HttpStatusCode.NotFound, "model_not_found")]
    [InlineData("?model=gpt-realtime", HttpStatusCode.UpgradeRequired, "upgrade_required")]
    public async Task Connect_WrongRequest_IsRefusedBeforeTheUpgrade(string query, HttpStatusCode status, string code)
    {
        var emulator = await shared.StartAsync();

        using var answer = await emulator.Http.GetAsync($"/v1/realtime{query}", TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Health_Running_IsHealthy(string path)
    {
        var emulator = await shared.StartAsync();

        Assert.Equal("Healthy", await emulator.Http.GetStringAsync(path, TestContext.Current.CancellationToken));
    }
}
