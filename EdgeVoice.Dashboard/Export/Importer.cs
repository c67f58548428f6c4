using System.IO.Compression;
using System.Text.Json;
using EdgeVoice.Dashboard.Api;
using EdgeVoice.Dashboard.Audio;
using EdgeVoice.Dashboard.Otlp;
using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Export;

/// <summary>Reads what an export wrote. What is here already is left alone.</summary>
internal sealed class Importer(OtlpReceiver receiver, TelemetryStore store, TelemetryFiles files, AudioStore audio)
{
    private const int MaxEntryBytes = 128 * 1024 * 1024;
    private const long MaxTotalBytes = 512L * 1024 * 1024;
    private const int WavHeaderBytes = 44;

    /// <exception cref="OtlpFormatException">An entry is no OTLP JSON.</exception>
    /// <exception cref="OtlpTooLargeException">More than a file may hold, unpacked.</exception>
    public async Task<ImportResult> ImportAsync(Stream file, CancellationToken cancellationToken)
    {
        var start = new byte[2];
        await file.ReadAtLeastAsync(start, 2, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        file.Position = 0;
        List<TelemetryBatch> batches = [];
        List<(string Session, string Lane, long StartNs, byte[] Samples)> chunks = [];
        if (start is [(byte)'P', (byte)'K'])
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            long total = 0;
            // Traces first: a turn that is complete needs none of its marks.
            foreach (var entry in zip.Entries.Where(entry => entry.FullName.EndsWith(".json", StringComparison.Ordinal) && entry.Name != "manifest.json").OrderByDescending(entry => entry.FullName.Contains("trace", StringComparison.Ordinal)))
            {
                var json = await ReadAsync(entry, cancellationToken).ConfigureAwait(false);
                batches.AddRange(Documents(json));
                total += json.Length;
                Check(total);
            }

            await foreach (var chunk in ReadAudioAsync(zip, cancellationToken).ConfigureAwait(false))
            {
                chunks.Add(chunk);
                total += chunk.Samples.Length;
                Check(total);
            }
        }
        else
        {
            batches.AddRange(Documents(await OtlpBody.ReadAsync(file, encoding: null, MaxEntryBytes, cancellationToken).ConfigureAwait(false)));
        }

        return Store(batches, chunks);
    }

    private ImportResult Store(List<TelemetryBatch> batches, List<(string Session, string Lane, long StartNs, byte[] Samples)> chunks)
    {
        var (spans, records, known) = (0, 0, 0);
        foreach (var batch in batches)
        {
            var repeated = store.Add(batch);
            known += repeated;
            spans += batch.Kind == SignalKind.Traces ? batch.Count - repeated : 0;
            records += batch.Kind == SignalKind.Logs ? batch.Count - repeated : 0;
            files.Append(batch);
        }

        foreach (var chunk in chunks)
        {
            audio.Append(chunk.Session, chunk.Lane, chunk.StartNs, chunk.Samples);
        }

        var sessions = batches.SelectMany(batch => batch.Spans).Select(SpanNames.Session).Where(id => id is not null && store.Read(view => view.Sessions.Find(id)) is not null).Distinct();
        return new ImportResult(spans, records, Math.Round(chunks.Sum(chunk => chunk.Samples.Length) / (double)AudioStore.SampleRate, 3), known, [.. sessions!]);
    }

    private IEnumerable<TelemetryBatch> Documents(byte[] json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException exception)
        {
            throw new OtlpFormatException($"An entry is no JSON: {exception.Message}", exception);
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new OtlpFormatException("An entry is no OTLP JSON object.");
            }

            return
            [
                .. document.RootElement.TryGetProperty("resourceSpans", out _) ? [receiver.Decode(OtlpJson.Parse<ExportTraceServiceRequest>(json))] : Array.Empty<TelemetryBatch>(),
                .. document.RootElement.TryGetProperty("resourceLogs", out _) ? [receiver.Decode(OtlpJson.Parse<ExportLogsServiceRequest>(json))] : Array.Empty<TelemetryBatch>(),
            ];
        }
    }

    private static async IAsyncEnumerable<(string Session, string Lane, long StartNs, byte[] Samples)> ReadAudioAsync(ZipArchive zip, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (zip.GetEntry("manifest.json") is not { } entry)
        {
            yield break;
        }

        var manifest = JsonSerializer.Deserialize<ExportManifest>(await ReadAsync(entry, cancellationToken).ConfigureAwait(false), ApiJson.Lenient);
        foreach (var lane in manifest?.Audio ?? [])
        {
            if (!AudioStore.IsLane(lane.Lane) || zip.GetEntry(lane.File) is not { } wav)
            {
                throw new OtlpFormatException($"The manifest names '{lane.File}' for lane '{lane.Lane}', which is not there.");
            }

            var samples = await ReadAsync(wav, cancellationToken).ConfigureAwait(false);
            foreach (var chunk in lane.Chunks)
            {
                var at = chunk is [var start, > 0 and <= AudioStore.SampleRate * 60L] ? WavHeaderBytes + (2 * LaneReader.Samples(start - lane.StartNs)) : -1;
                if (at < WavHeaderBytes || at + (2 * chunk[1]) > samples.Length)
                {
                    throw new OtlpFormatException($"The manifest's chunks do not fit '{lane.File}'.");
                }

                yield return (lane.Session, lane.Lane, chunk[0], Encode(samples.AsSpan((int)at, (int)(2 * chunk[1]))));
            }
        }
    }

    private static byte[] Encode(ReadOnlySpan<byte> pcm)
    {
        var encoded = new byte[pcm.Length / 2];
        for (var index = 0; index < encoded.Length; index++)
        {
            encoded[index] = MuLaw.Encode(System.Buffers.Binary.BinaryPrimitives.ReadInt16LittleEndian(pcm[(2 * index)..]));
        }

        return encoded;
    }

    private static async Task<byte[]> ReadAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        var content = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            return await OtlpBody.ReadAsync(content, encoding: null, MaxEntryBytes, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Check(long total)
    {
        if (total > MaxTotalBytes)
        {
            throw new OtlpTooLargeException((int)MaxTotalBytes);
        }
    }
}
