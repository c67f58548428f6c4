using Microsoft.AspNetCore.Http.Features;

namespace EdgeVoice.Gateway.Signalling;

/// <summary>Takes the token away when the context is made: the host logs and traces the address before any middleware runs.</summary>
internal sealed class TokenHidingContextFactory(IServiceProvider services) : IHttpContextFactory
{
    private readonly DefaultHttpContextFactory _inner = new(services);

    public HttpContext Create(IFeatureCollection featureCollection)
    {
        var context = _inner.Create(featureCollection);
        SignallingToken.TakeFromQuery(context);
        if (featureCollection.Get<IHttpRequestFeature>() is { } request && context.Features.Get<SignallingToken>() is not null)
        {
            request.RawTarget = request.Path + request.QueryString;
        }

        return context;
    }

    public void Dispose(HttpContext httpContext) => _inner.Dispose(httpContext);
}
