using EdgeVoice.Dashboard.Api;
using EdgeVoice.Dashboard.Otlp;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Audio;

/// <summary>Where agents send what was said, when they are told to (<c>EdgeVoice:CaptureAudio</c>). On the door for OTLP over HTTP, with its key.</summary>
internal sealed class AudioIngestApi(AudioStore audio, OtlpKeys keys)
{
    // Ten seconds of µ-law.
    private const int MaxBytes = AudioStore.SampleRate * 10;
    private const int MaxSessionLength = 200;

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/audio", (Delegate)HandleAsync);

    private async Task<IResult> HandleAsync(HttpContext context)
    {
        if (keys.Refuse(context) is { } refusal)
        {
            return Problems.Make(StatusCodes.Status401Unauthorized, "unauthorized", "The key is missing or wrong", refusal);
        }

        var query = new Query(context.Request);
        var (session, lane, start) = (query.Text("session"), query.Text("lane"), query.Text("start"));
        if (session is null or { Length: > MaxSessionLength })
        {
            query.Wrong("session", $"Give the call's id, at most {MaxSessionLength} characters.");
        }

        if (!AudioStore.IsLane(lane))
        {
            query.Wrong("lane", $"It must be {AudioStore.Caller} or {AudioStore.Agent}.");
        }

        if (!long.TryParse(start, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var startNs) || startNs < Clock.NsPerMs)
        {
            query.Wrong("start", "Give nanoseconds since 1970 of the first sample.");
        }

        if (query.Problem is { } problem)
        {
            return problem;
        }

        try
        {
            var samples = await OtlpBody.ReadAsync(context.Request.Body, encoding: null, MaxBytes, context.RequestAborted).ConfigureAwait(false);
            if (samples.Length > 0)
            {
                audio.Append(session!, lane!, startNs, samples);
            }

            return Results.NoContent();
        }
        catch (OtlpTooLargeException)
        {
            return Problems.Make(StatusCodes.Status413PayloadTooLarge, "too-large", "The chunk is too long", $"A chunk has at most {MaxBytes} bytes of µ-law at {AudioStore.SampleRate} Hz.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Problems.Make(StatusCodes.Status507InsufficientStorage, "not-kept", "The audio cannot be kept", exception.Message);
        }
    }
}
