using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace EdgeVoice.AspireLocal.Publishing;

/// <summary>Writes the manifest: every resource, then what they refer to.</summary>
internal static class ManifestFile
{
    // Encoded only where JSON itself needs it; nothing puts a manifest into a page.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="DistributedApplicationException">The file cannot be written.</exception>
    public static async Task WriteAsync(string path, DistributedApplicationModel model, DistributedApplicationExecutionContext execution, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            await WriteAsync(new ManifestPublishingContext(execution, path, writer, cancellationToken), model);
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, buffer.ToArray(), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The manifest cannot be written to {path}: {exception.Message}", exception);
        }
    }

    private static async Task WriteAsync(ManifestPublishingContext context, DistributedApplicationModel model)
    {
        context.Writer.WriteStartObject();
        context.Writer.WriteStartObject("resources");
        foreach (var resource in model.Resources)
        {
            await context.WriteResourceAsync(resource);
        }

        await context.WriteDependentResourcesAsync(model.Resources);
        context.Writer.WriteEndObject();
        context.Writer.WriteEndObject();
    }
}
