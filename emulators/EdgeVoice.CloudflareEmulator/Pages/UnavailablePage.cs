using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace EdgeVoice.CloudflareEmulator.Pages;

/// <summary>The answer when no region can be reached: a page for people, problem details for programs.</summary>
internal sealed class UnavailablePage
{
    // Seconds: about the time in which a killed region comes back on one machine.
    private const int RetryAfter = 5;

    private readonly string _page = EmbeddedFile.Read("unavailable.html");

    public async Task WriteAsync(HttpContext context, string ray, int status)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.Headers.Server = "cloudflare";
        response.Headers["CF-Ray"] = ray;
        response.Headers.CacheControl = "no-store";
        response.Headers.RetryAfter = RetryAfter.ToString(CultureInfo.InvariantCulture);
        if (context.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)))
        {
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            await response.WriteAsync(Fill(ray, status), context.RequestAborted);
            return;
        }

        var problem = new ProblemDetails
        {
            Type = "/problems/no-region",
            Title = Title(status),
            Status = status,
            Detail = $"Try again in {RetryAfter} seconds.",
            Extensions = { ["ray"] = ray },
        };
        await response.WriteAsJsonAsync(problem, options: null, "application/problem+json", context.RequestAborted);
    }

    private static string Title(int status) => status == StatusCodes.Status503ServiceUnavailable ? "No region can be reached" : "The region cannot be reached";

    private string Fill(string ray, int status) => _page
        .Replace("{{state}}", string.Create(CultureInfo.InvariantCulture, $"Error {status}"), StringComparison.Ordinal)
        .Replace("{{what}}", $"{Title(status)} at the moment.", StringComparison.Ordinal)
        .Replace("{{ray}}", ray, StringComparison.Ordinal);
}
