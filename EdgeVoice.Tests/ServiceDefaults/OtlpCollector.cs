using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.ServiceDefaults;

/// <summary>An OTLP endpoint that keeps what it gets. Protobuf writes strings as plain UTF-8, so texts are found in the raw bodies.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);
    private readonly WebApplication _app;
    private readonly Channel<(string Signal, string Body)> _received = Channel.CreateUnbounded<(string, string)>();
    private readonly List<(string Signal, string Body)> _seen = [];

    private OtlpCollector(HttpProtocols protocols)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        _app = builder.Build();
        _app.Run(ReceiveAsync);
    }

    public string Url => _app.Urls.Single();

    /// <summary>What senders said they are, by signal.</summary>
    public ConcurrentDictionary<string, string> Keys { get; } = [];

    public static async Task<OtlpCollector> StartAsync(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var collector = new OtlpCollector(protocols);
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Waits until a body of the signal (<c>trace</c>, <c>metrics</c>, <c>logs</c>) holds the text.</summary>
    public async Task<string> WaitForAsync(string signal, string text)
    {
        bool Matches((string Signal, string Body) item) => item.Signal == signal && item.Body.Contains(text, StringComparison.Ordinal);

        using var limit = new CancellationTokenSource(s_limit);
        while (!_seen.Any(Matches))
        {
            _seen.Add(await _received.Reader.ReadAsync(limit.Token));
        }

        return _seen.First(Matches).Body;
    }

    /// <summary>Whether a body of the signal with this text has come by now, whoever waits for it.</summary>
    public bool Has(string signal, string text)
    {
        while (_received.Reader.TryRead(out var item))
        {
            _seen.Add(item);
        }

        return Saw(signal, text);
    }

    public bool Saw(string text) => _seen.Any(item => item.Body.Contains(text, StringComparison.Ordinal));

    public bool Saw(string signal, string text) => _seen.Any(item => item.Signal == signal && item.Body.Contains(text, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var path = context.Request.Path.Value!;
        var signal = path.Contains("trace", StringComparison.OrdinalIgnoreCase) ? "trace" : path.Contains("metrics", StringComparison.OrdinalIgnoreCase) ? "metrics" : "logs";
        Keys[signal] = context.Request.Headers["x-otlp-api-key"].ToString();
        _received.Writer.TryWrite((signal, Encoding.UTF8.GetString(body.ToArray())));

        if (context.Request.ContentType == "application/grpc")
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers["grpc-status"] = "0";
        }
    }
}
