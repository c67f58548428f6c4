using EdgeVoice.RealtimeEmulator.Endpoints;

namespace EdgeVoice.RealtimeEmulator.Admin;

internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin").AddEndpointFilter(async (context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<BearerKey>().IsSentBy(context.HttpContext.Request)
                ? await next(context)
                : ProviderError.InvalidApiKey());
        admin.MapFaults();
        admin.MapSessions();
    }
}
