using System.Globalization;
using EdgeVoice.Gateway.Admission;

namespace EdgeVoice.Gateway.Calls;

/// <summary>Why a call is refused, as RFC 9457 problem details. The last part of each type is what clients and metrics go by.</summary>
internal static class CallProblems
{
    public const string InvalidRequest = "invalid-request";
    public const string CrossSite = "cross-site";
    public const string RateLimited = "rate-limited";
    public const string ChallengeRequired = "challenge-required";
    public const string ClientLimit = "client-limit";
    public const string TenantLimit = "tenant-limit";
    public const string RegionLimit = "region-limit";
    public const string NoCapacity = "no-capacity";
    public const string Draining = "draining";
    public const string LiveKitUnavailable = "livekit-unavailable";
    public const string AgentUnavailable = "agent-unavailable";
    public const string DatabaseUnavailable = "database-unavailable";
    public const string ResumePending = "resume-pending";
    public const string WrongToken = "wrong-token";
    public const string AlreadyResumed = "already-resumed";
    public const string CallEnded = "call-ended";

    private const string TypePrefix = "/problems/";

    // Seconds; a slot seldom comes free sooner, and the edge has steered elsewhere by then.
    private const int RetryAfterSeconds = 5;

    // A call that ends, or a token that runs out, makes room again.
    private const int LimitRetryAfterSeconds = 30;

    // A call that goes on cannot wait for long.
    private const int ResumeRetryAfterSeconds = 1;

    /// <summary>The reason is this region's alone: another one may take the call.</summary>
    public static bool IsRegional(string reason) => reason is NoCapacity or Draining or LiveKitUnavailable or AgentUnavailable;

    public static IResult Invalid(IDictionary<string, string[]> errors) =>
        Results.ValidationProblem(errors, title: "The request cannot be understood", type: TypePrefix + InvalidRequest);

    public static IResult Unreadable(BadHttpRequestException exception) =>
        Results.ValidationProblem(
            new Dictionary<string, string[]> { ["body"] = [exception.Message] },
            title: "The request cannot be read",
            type: TypePrefix + InvalidRequest,
            statusCode: exception.StatusCode);

    public static IResult Forbidden() =>
        Results.Problem("Calls are asked for by the page of this gateway.", title: "Request from another site", statusCode: StatusCodes.Status403Forbidden, type: TypePrefix + CrossSite);

    public static IResult Unauthorized() =>
        Results.Problem("The token is missing, over, or not for this call.", title: "Wrong token", statusCode: StatusCodes.Status401Unauthorized, type: TypePrefix + WrongToken);

    /// <summary>The caller has to show something first; what, stands in the problem.</summary>
    public static IResult Challenged(Challenge challenge) => Results.Problem(
        "Answer the challenge and send the answer as proof.",
        title: "Challenge required",
        statusCode: StatusCodes.Status403Forbidden,
        type: TypePrefix + ChallengeRequired,
        extensions: new Dictionary<string, object?> { ["challenge"] = challenge });

    public static IResult TooMany(HttpContext context, int retryAfterSeconds)
    {
        context.Response.Headers.RetryAfter = retryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Results.Problem("Too many calls were asked for from this address.", title: "Slow down", statusCode: StatusCodes.Status429TooManyRequests, type: TypePrefix + RateLimited);
    }

    public static IResult For(HttpContext context, string reason) => reason switch
    {
        AlreadyResumed => Results.Problem("The call goes on elsewhere.", title: "Already resumed", statusCode: StatusCodes.Status409Conflict, type: TypePrefix + reason),
        ClientLimit => Limited(context, reason, "There are as many calls from this address as there may be."),
        TenantLimit => Limited(context, reason, "This line has as many calls as it may have."),
        RegionLimit => Limited(context, reason, "No more calls are taken here today."),
        CallEnded => Results.Problem("The call is over.", title: "Call ended", statusCode: StatusCodes.Status410Gone, type: TypePrefix + reason),
        _ => Unavailable(context, reason),
    };

    private static IResult Limited(HttpContext context, string reason, string detail)
    {
        context.Response.Headers.RetryAfter = LimitRetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Results.Problem(detail, title: "Too many calls", statusCode: StatusCodes.Status429TooManyRequests, type: TypePrefix + reason);
    }

    private static IResult Unavailable(HttpContext context, string reason)
    {
        var wait = reason is DatabaseUnavailable or ResumePending ? ResumeRetryAfterSeconds : RetryAfterSeconds;
        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        var detail = reason switch
        {
            NoCapacity => "All slots of this region are taken.",
            Draining => "This gateway is shutting down.",
            LiveKitUnavailable => "The region's media server does not answer.",
            ResumePending => "The call is being joined at this moment.",
            DatabaseUnavailable => "It cannot be checked at the moment who has the call.",
            _ => "The region's agent takes no calls at the moment.",
        };
        return Results.Problem(detail, title: "No call can be taken now", statusCode: StatusCodes.Status503ServiceUnavailable, type: TypePrefix + reason);
    }
}
