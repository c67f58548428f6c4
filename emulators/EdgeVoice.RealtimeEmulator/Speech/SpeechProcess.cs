using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeVoice.RealtimeEmulator.Speech;

/// <summary>One run of the Node child: a JSON line in, a JSON line out. It ends with its stdin, so it cannot outlive this process.</summary>
internal sealed class SpeechProcess : IDisposable
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<short[]>> _waiting = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Process _process;
    private long _lastId;
    private volatile bool _ended;

    private SpeechProcess(Process process)
    {
        _process = process;
        _ = Task.Run(ReadAsync);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
    }

    public bool IsAlive => !_ended;

    public int Id => _process.Id;

    public static SpeechProcess Start()
    {
        var script = SpeechLocation.FindScript() ?? throw new SpeechException("speech/speak.mjs was not found: run from a build of the repository.");
        try
        {
            return new SpeechProcess(Process.Start(new ProcessStartInfo(SpeechLocation.Node, [script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new SpeechException($"Node could not be started as '{SpeechLocation.Node}' ({exception.Message}): install Node 20 or set EDGEVOICE_NODE.");
        }
    }

    /// <returns>Mono speech at 24 kHz.</returns>
    public async Task<short[]> SpeakAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<short[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            await WriteAsync(new JsonObject
            {
                ["id"] = id,
                ["text"] = request.Text,
                ["voice"] = request.Voice,
                ["wordsPerMinute"] = request.WordsPerMinute,
            }.ToJsonString()).WaitAsync(cancellationToken);
            if (_ended)
            {
                throw Gone();
            }

            return await answer.Task.WaitAsync(cancellationToken);
        }
        catch (IOException)
        {
            throw Gone();
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    public void Dispose()
    {
        _ended = true;
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        // The handle must stay until the reader has seen the end; the finalizer frees it.
    }

    private static SpeechException Gone() => new("The speech process has ended.");

    // Takes no token: half a line would spoil the next request. A child that does not read is killed after the timeout.
    private async Task WriteAsync(string line)
    {
        await _writing.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _process.StandardOutput.ReadLineAsync() is { } line)
            {
                Answer(line);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Read as the end.
        }
        finally
        {
            _ended = true;
            foreach (var waiting in _waiting.Values)
            {
                waiting.TrySetException(Gone());
            }
        }
    }

    private void Answer(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.GetProperty("id").ValueKind != JsonValueKind.Number || !_waiting.TryGetValue(root.GetProperty("id").GetInt64(), out var waiting))
            {
                return;
            }

            if (root.TryGetProperty("error", out var error))
            {
                waiting.TrySetException(new SpeechException(error.ToString()));
                return;
            }

            waiting.TrySetResult(Audio.AudioFormat.Pcm.Decode(root.GetProperty("audio").GetBytesFromBase64()));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            // A line that is no answer: whoever waits runs into the timeout.
        }
    }
}
