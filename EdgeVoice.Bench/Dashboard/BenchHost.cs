using System.Net.Http.Headers;
using EdgeVoice.Dashboard;
using EdgeVoice.Dashboard.Otlp;
using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.Bench.Dashboard;

internal static class BenchHost
{
    private const string Token = "the token of the bench";

    public static WebApplication Build(string folder, params string[] settings) => DashboardApp.Build([.. Arguments(folder, "http://127.0.0.1:0"), .. settings]);

    public static string[] Arguments(string folder, string url) =>
    [
        $"--urls={url}", "--Dashboard:Otlp:GrpcEndpointUrl=http://127.0.0.1:0", "--Dashboard:Otlp:HttpEndpointUrl=http://127.0.0.1:0", $"--Dashboard:Frontend:BrowserToken={Token}",
        $"--Dashboard:DataDirectory={folder}", "--Logging:LogLevel:Default=Warning",
    ];

    /// <summary>Takes a request in as the dashboard does, on this thread.</summary>
    /// <returns>Its spans.</returns>
    public static int Feed(IServiceProvider services, byte[] request)
    {
        var batch = services.GetRequiredService<OtlpReceiver>().Decode(OtlpProtobuf.Parse(request, ExportTraceServiceRequest.Parser));
        services.GetRequiredService<TelemetryStore>().Add(batch);
        services.GetRequiredService<TelemetryFiles>().Append(batch);
        return batch.Spans.Count;
    }

    public static HttpClient Client(WebApplication app) => Client(new Uri(app.Urls.First()));

    public static HttpClient Client(Uri address)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return client;
    }
}
