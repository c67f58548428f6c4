using Microsoft.AspNetCore.WebUtilities;

namespace EdgeVoice.Gateway.Signalling;

/// <summary>
/// Moves the access token out of the request before anything can write the address down: request logs, spans and the
/// proxy's own logs all show query strings.
/// </summary>
internal sealed class SignallingToken
{
    public const string QueryName = "access_token";

    /// <summary>Null when the request carried none in its query.</summary>
    public required string? Value { get; init; }

    public static void TakeFromQuery(HttpContext context)
    {
        if (!context.Request.QueryString.HasValue
            || !context.Request.QueryString.Value.Contains(QueryName, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        string? token = null;
        var kept = new QueryString();
        foreach (var pair in new QueryStringEnumerable(context.Request.QueryString.Value))
        {
            var name = pair.DecodeName().ToString();
            if (string.Equals(name, QueryName, StringComparison.OrdinalIgnoreCase))
            {
                token ??= pair.DecodeValue().ToString();
            }
            else
            {
                kept = kept.Add(name, pair.DecodeValue().ToString());
            }
        }

        context.Request.QueryString = kept;
        context.Features.Set(new SignallingToken { Value = token });
    }
}
