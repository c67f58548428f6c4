using System.Net;
using EdgeVoice.Gateway.Admission;
using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Resume;
using EdgeVoice.Gateway.Signalling;
using EdgeVoice.Gateway.Slots;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace EdgeVoice.Gateway.Features;

/// <summary>LiveKit's signalling through YARP, and nothing else of LiveKit.</summary>
internal static class ReverseProxyFeature
{
    private const string ClusterId = "livekit";

    private static readonly string[] s_paths = ["/rtc", "/rtc/v1", "/rtc/validate", "/rtc/v1/validate"];

    // The SDKs ping every 5 s and give up on a silent server after 15 s.
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(20);

    public static void AddSignallingProxy(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IProxyConfigProvider>(services =>
            new InMemoryConfigProvider(Routes(), [Cluster(services.GetRequiredService<IOptions<LiveKitOptions>>().Value)]));
        builder.Services.AddReverseProxy().AddTransforms(transforms =>
        {
            transforms.AddRequestHeaderRemove(HeaderNames.Cookie);
            transforms.AddRequestTransform(ShowTokenInHeader);
            transforms.AddResponseTransform(NoteAnswer);
        });

        // YARP brings key storage for session affinity, which is not used: without this the start writes a key to the home folder.
        foreach (var service in builder.Services.Where(IsKeyStorageStart).ToArray())
        {
            builder.Services.Remove(service);
        }
    }

    public static void MapSignalling(this WebApplication app) =>
        app.MapReverseProxy(pipeline => pipeline.Use((context, next) =>
            context.RequestServices.GetRequiredService<SignallingGate>().HandleAsync(context, next)));

    private static bool IsKeyStorageStart(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && service.ImplementationType?.Namespace?.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal) == true;

    private static RouteConfig[] Routes() =>
    [
        .. s_paths.Select(path => new RouteConfig
        {
            RouteId = path,
            ClusterId = ClusterId,
            Match = new RouteMatch { Path = path },
        }),
    ];

    private static ClusterConfig Cluster(LiveKitOptions options) => new()
    {
        ClusterId = ClusterId,
        Destinations = new Dictionary<string, DestinationConfig> { [ClusterId] = new() { Address = options.HttpUrl.AbsoluteUri } },
        // HTTP/1.1, so that an upgrade is answered with 101.
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = s_silence, Version = HttpVersion.Version11 },
    };

    // Never in the address, which YARP and the HTTP client write down.
    private static ValueTask ShowTokenInHeader(RequestTransformContext transform)
    {
        var pass = transform.HttpContext.Features.Get<SignallingPass>()!;
        transform.ProxyRequest.Headers.Remove(HeaderNames.Authorization);
        transform.ProxyRequest.Headers.TryAddWithoutValidation(HeaderNames.Authorization, "Bearer " + pass.UpstreamToken);
        return ValueTask.CompletedTask;
    }

    // Before the client has the answer, by which it may try again.
    private static ValueTask NoteAnswer(ResponseTransformContext transform)
    {
        var pass = transform.HttpContext.Features.Get<SignallingPass>()!;
        var services = transform.HttpContext.RequestServices;
        var ledger = services.GetRequiredService<SlotLedger>();
        pass.IsAnswered = true;

        // The token is spent by the upgrade alone: a client that is told 404 on /rtc/v1 tries /rtc with the same one.
        if (transform.ProxyResponse?.StatusCode != HttpStatusCode.SwitchingProtocols)
        {
            ledger.JoinFailed(pass.Room, pass.Verdict);
            return ValueTask.CompletedTask;
        }

        if (ledger.Joined(pass.Room) is { } owner)
        {
            services.GetRequiredService<CallBudgets>().Joined(owner);
        }

        if (pass.Verdict == JoinVerdict.First)
        {
            services.GetRequiredService<JoinedGrants>().Add(pass.Room);

            // With the answer to the join: a region that a peer sent the caller to has not answered them before.
            var cookie = services.GetRequiredService<CallCookie>();
            if (!cookie.IsValid(transform.HttpContext, pass.Room))
            {
                cookie.Set(transform.HttpContext, pass.Room, services.GetRequiredService<PublicUrl>().IsSecure(transform.HttpContext.Request));
            }
        }

        return ValueTask.CompletedTask;
    }
}
