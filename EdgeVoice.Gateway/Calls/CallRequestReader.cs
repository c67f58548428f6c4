using System.Buffers;
using System.Text.Json;
using EdgeVoice.Gateway.Personas;
using Microsoft.Net.Http.Headers;

namespace EdgeVoice.Gateway.Calls;

/// <summary>Reads the optional body of <c>POST /api/calls</c> and takes nothing that it does not know.</summary>
internal sealed class CallRequestReader(PersonaCatalog personas)
{
    public const int MaxBodyBytes = 4 * 1024;

    private const string BodyField = "body";

    // Names of unknown fields are shown to the caller; long ones are cut.
    private const int MaxShownName = 64;
    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <exception cref="BadHttpRequestException">The body does not arrive as HTTP demands.</exception>
    public async Task<CallRequestResult> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(request, cancellationToken);
        if (body is null)
        {
            return CallRequestResult.Wrong(BodyField, $"The body is longer than {MaxBodyBytes} bytes.");
        }

        if (body.Length == 0)
        {
            return CallRequestResult.Of(new CallRequest(personas.DefaultId, LanguageTags.Default));
        }

        if (!IsJson(request.ContentType))
        {
            return CallRequestResult.Wrong("Content-Type", "The body must be application/json in UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(body, s_json);
            return Read(document.RootElement);
        }
        // InvalidOperationException: a string that is not valid Unicode.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return CallRequestResult.Wrong(BodyField, "The body is not valid JSON, or names a field twice. It must be an object as in {\"persona\":\"" + personas.DefaultId + "\"}.");
        }
    }

    private CallRequestResult Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return CallRequestResult.Wrong(BodyField, "The body must be a JSON object.");
        }

        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var (persona, locale, proof) = (personas.DefaultId, LanguageTags.Default, (string?)null);
        foreach (var property in root.EnumerateObject())
        {
            switch (property.Name)
            {
                case "persona" when Text(property.Value) is { } value && personas.Contains(value):
                    persona = value;
                    break;
                case "persona":
                    errors["persona"] = ["Must be one of: " + string.Join(", ", personas.All.Select(known => known.Id)) + "."];
                    break;
                case "locale" when Text(property.Value) is { } said && LanguageTags.Nearest(said) is { } nearest:
                    locale = nearest;
                    break;
                case "locale":
                    errors["locale"] = [$"Must be a language tag of at most {LanguageTags.MaxLength} characters, as in {LanguageTags.Default}."];
                    break;
                case "proof" when property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null:
                    proof = property.Value.GetString();
                    break;
                case "proof":
                    errors["proof"] = ["Must be a string: what answers the challenge."];
                    break;
                default:
                    errors[property.Name.Length <= MaxShownName ? property.Name : property.Name[..MaxShownName]] = ["Unknown field. Allowed are: persona, locale, proof."];
                    break;
            }
        }

        return errors.Count == 0 ? CallRequestResult.Of(new CallRequest(persona, locale, proof)) : new CallRequestResult(null, errors);
    }

    private static string? Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    // Null when it is too long. Length is measured, since a chunked body announces none.
    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.Length > MaxBodyBytes)
            {
                reader.AdvanceTo(buffer.End);
                return null;
            }

            if (result.IsCompleted)
            {
                var body = buffer.ToArray();
                reader.AdvanceTo(buffer.End);
                return body;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }
}
