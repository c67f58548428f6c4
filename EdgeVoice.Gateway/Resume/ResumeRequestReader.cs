using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeVoice.Gateway.Resume;

/// <summary>Reads the body of a resume and names what is wrong with it.</summary>
internal static partial class ResumeRequestReader
{
    private const string DefaultReason = "lost";

    /// <returns>The request, or errors by field.</returns>
    /// <exception cref="BadHttpRequestException">The body does not arrive as HTTP demands, or is too long.</exception>
    public static async Task<(ResumeRequest? Request, Dictionary<string, string[]> Errors)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { MaxDepth = 4 }, cancellationToken);
            return (Read(document.RootElement, errors), errors);
        }
        // InvalidOperationException: a string that is not valid Unicode.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            errors["body"] = ["The body is not valid JSON. It must be an object as in {\"resumeToken\":\"…\",\"attempt\":\"<uuid>\",\"reason\":\"no-answer\"}."];
            return (null, errors);
        }
    }

    private static ResumeRequest? Read(JsonElement root, Dictionary<string, string[]> errors)
    {
        if (Text(root, "resumeToken") is not { Length: > 0 } token)
        {
            errors["resumeToken"] = ["Must be the resumeToken that came with the call."];
            token = "";
        }

        if (!Guid.TryParse(Text(root, "attempt"), out var attempt))
        {
            errors["attempt"] = ["Must be a UUID; the same one for every try of one loss."];
        }

        var reason = Text(root, "reason") ?? DefaultReason;
        if (!Word().IsMatch(reason))
        {
            errors["reason"] = ["Must be a word of at most 40 letters, digits, '-' or '_'."];
        }

        return errors.Count == 0 ? new ResumeRequest(token, attempt, reason) : null;
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    [GeneratedRegex("^[A-Za-z0-9_-]{1,40}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
