using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;

namespace EdgeVoice.ServiceDefaults.Telemetry;

/// <summary>
/// Tags the server span as the HTTP semantic conventions ask (https://opentelemetry.io/docs/specs/semconv/http/http-spans/),
/// which ASP.NET Core leaves to an instrumentation package, and drops the spans of probes.
/// </summary>
internal sealed class ServerSpanMiddleware(RequestDelegate next)
{
    private readonly RequestDelegate _next = next;

    public async Task InvokeAsync(HttpContext context)
    {
        var activity = context.Features.Get<IHttpActivityFeature>()?.Activity;
        if (Probes.Match(context.Request.Path.Value))
        {
            await InvokeUnrecordedAsync(activity, context);
            return;
        }

        if (activity is not { IsAllDataRequested: true })
        {
            await _next(context);
            return;
        }

        TagRequest(activity, context.Request);
        try
        {
            await _next(context);
        }
        catch (Exception exception)
        {
            activity.SetTag("error.type", exception.GetType().FullName);
            activity.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            TagResponse(activity, context);
        }
    }

    private async Task InvokeUnrecordedAsync(Activity? activity, HttpContext context)
    {
        if (activity is not null)
        {
            activity.IsAllDataRequested = false;
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }

        // With the always_on sampler the queries of a check would otherwise show up as traces of their own.
        using (SuppressInstrumentationScope.Begin())
        {
            await _next(context);
        }
    }

    private static void TagRequest(Activity activity, HttpRequest request)
    {
        activity.DisplayName = Method(request);
        activity.SetTag("http.request.method", Method(request));
        activity.SetTag("url.scheme", request.Scheme);
        activity.SetTag("url.path", request.PathBase.Add(request.Path).Value);
        activity.SetTag("url.query", QueryRedaction.Redact(request.QueryString));
        activity.SetTag("server.address", request.Host.Host);
        activity.SetTag("server.port", request.Host.Port);
        activity.SetTag("user_agent.original", request.Headers.UserAgent.FirstOrDefault());
        activity.SetTag("network.protocol.version", request.Protocol.Replace("HTTP/", "", StringComparison.OrdinalIgnoreCase));
    }

    private static void TagResponse(Activity activity, HttpContext context)
    {
        if ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            activity.DisplayName = $"{Method(context.Request)} {route}";
            activity.SetTag("http.route", route);
        }

        activity.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            if (activity.GetTagItem("error.type") is null)
            {
                activity.SetTag("error.type", context.Response.StatusCode.ToString(CultureInfo.InvariantCulture));
            }

            activity.SetStatus(ActivityStatusCode.Error);
        }
    }

    // A caller can invent methods; the name of a span must stay of low cardinality.
    private static string Method(HttpRequest request) => request.Method.ToUpperInvariant() switch
    {
        "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "CONNECT" or "OPTIONS" or "TRACE" or "PATCH" => request.Method.ToUpperInvariant(),
        _ => "_OTHER",
    };
}
