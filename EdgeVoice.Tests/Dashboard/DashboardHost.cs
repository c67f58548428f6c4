using System.Net.Http.Headers;
using System.Text.Json;
using EdgeVoice.Dashboard;
using EdgeVoice.Dashboard.Otlp;
using EdgeVoice.Dashboard.Otlp.Wire;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Dashboard;

/// <summary>A dashboard on free ports in this process.</summary>
internal sealed class DashboardHost : IAsyncDisposable
{
    public const string Token = "a token for the tests only";
    public const string Key = "a key for the tests only";

    private readonly WebApplication _app;

    private DashboardHost(WebApplication app)
    {
        _app = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToArray();
        (Page, Grpc, Http) = (addresses[0], addresses[1], addresses[2]);
        Client = new HttpClient { BaseAddress = Page };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public Uri Page { get; }

    public Uri Grpc { get; }

    public Uri Http { get; }

    /// <summary>Logged in.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<DashboardHost> StartAsync(params string[] settings)
    {
        string[] defaults =
        [
            "--urls=http://127.0.0.1:0",
            "--Dashboard:Otlp:GrpcEndpointUrl=http://127.0.0.1:0",
            "--Dashboard:Otlp:HttpEndpointUrl=http://127.0.0.1:0",
            $"--Dashboard:Otlp:PrimaryApiKey={Key}",
            $"--Dashboard:Frontend:BrowserToken={Token}",
            "--Dashboard:ShowContent=true",
            "--Logging:LogLevel:Default=Warning",
        ];
        var app = DashboardApp.Build([.. defaults, .. settings]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new DashboardHost(app);
    }

    public HttpRequestMessage Request(string signal, byte[] body, string type = "application/x-protobuf")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Http, $"/v1/{signal}")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Add(OtlpKeys.Header, Key);
        return request;
    }

    /// <summary>Sends and waits until it is stored.</summary>
    public async Task SendAsync(IMessage request)
    {
        var signal = request switch
        {
            ExportTraceServiceRequest => "traces",
            ExportLogsServiceRequest => "logs",
            _ => "metrics",
        };
        using var message = Request(signal, request.ToByteArray());
        using var answer = await Client.SendAsync(message);
        Assert.Equal(200, (int)answer.StatusCode);
        await StoredAsync();
    }

    public Task StoredAsync() => Eventually.IsTrueAsync("the queue is stored", () => Services.GetRequiredService<IngestQueue>().IsEmpty, TimeSpan.FromSeconds(10));

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
