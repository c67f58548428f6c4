using System.Text.Json;
using EdgeVoice.Dashboard.Api;
using EdgeVoice.Dashboard.Otlp;
using EdgeVoice.Dashboard.Storage;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeVoice.Dashboard.Export;

/// <summary>Takes the zip back, Aspire's zip, or one OTLP JSON document.</summary>
internal sealed class ImportApi(Importer importer, TelemetryStore store, TelemetryFiles files, GaugeBoard gauges, Audio.AudioStore audio)
{
    private const long MaxBodyBytes = 256L * 1024 * 1024;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/import", (Delegate)ImportAsync);
        routes.MapDelete("/api/telemetry", () =>
        {
            store.Clear();
            files.Clear();
            gauges.Clear();
            audio.Clear();
            return Results.NoContent();
        });
    }

    private async Task<IResult> ImportAsync(HttpContext context)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MaxBodyBytes;
        var path = Path.GetTempFileName();
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
            await using (file.ConfigureAwait(false))
            {
                await context.Request.Body.CopyToAsync(file, context.RequestAborted).ConfigureAwait(false);
                file.Position = 0;
                return Results.Json(await importer.ImportAsync(file, context.RequestAborted).ConfigureAwait(false), ApiJson.Options);
            }
        }
        catch (Exception exception) when (exception is OtlpFormatException or OtlpTooLargeException or InvalidDataException or JsonException or FormatException)
        {
            return Problems.Make(StatusCodes.Status400BadRequest, "bad-import", "The file cannot be imported", exception.Message);
        }
        catch (BadHttpRequestException exception)
        {
            return Problems.Make(exception.StatusCode, "bad-import", "The file cannot be imported", exception.Message);
        }
    }
}
