using System.Net.Http.Headers;
using EdgeVoice.RealtimeEmulator;
using EdgeVoice.RealtimeEmulator.Speech;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

/// <summary>The real emulator on a free loopback port.</summary>
internal sealed class EmulatorHost : IAsyncDisposable
{
    public const string Key = "test-key";

    private readonly WebApplication _app;

    private EmulatorHost(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
        Http = new HttpClient { BaseAddress = Address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public Uri Address { get; }

    /// <summary>Sends the right key.</summary>
    public HttpClient Http { get; }

    public SpeechSynthesizer Speech => _app.Services.GetRequiredService<SpeechSynthesizer>();

    public static async Task<EmulatorHost> StartAsync(params string[] settings) => await StartAsync(TimeProvider.System, settings);

    public static async Task<EmulatorHost> StartAsync(TimeProvider time, params string[] settings)
    {
        string[] args =
        [
            "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Error", $"--RealtimeEmulator:ApiKey={Key}",
            "--RealtimeEmulator:Seed=7", "--RealtimeEmulator:Speed=200",
            // A busy machine is no speech process that hangs.
            "--RealtimeEmulator:SpeechTimeout=00:00:30", .. settings.Select(setting => $"--RealtimeEmulator:{setting}"),
        ];
        var app = RealtimeEmulatorApp.Build(args, services => services.AddSingleton(time));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new EmulatorHost(app);
    }

    public Task<RealtimeClient> ConnectAsync(string? fault = null) => RealtimeClient.ConnectAsync(Address, Key, fault);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
