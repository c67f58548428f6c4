using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration;

/// <summary>A caller on LiveKit's native Node client: <c>Clients/caller.mjs</c> as a process of its own.</summary>
internal sealed class CallerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<JsonElement> _events = new();
    // By name: fifty levels a second are none of those who wait for a word.
    private readonly ConcurrentDictionary<string, ConcurrentQueue<JsonElement>> _named = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private CallerProcess(Process process) => _process = process;

    public IReadOnlyList<JsonElement> Events => [.. _events];

    public string CallId => Single("joined").GetProperty("callId").GetString()!;

    public string Identity => Single("joined").GetProperty("identity").GetString()!;

    public static CallerProcess Start(Uri gateway, string persona)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                RepositoryRoot.Combine("EdgeVoice.Tests", "Clients", "caller.mjs"),
                JsonSerializer.Serialize(new { gateway = gateway.ToString().TrimEnd('/'), persona }),
            },
        };
        var caller = new CallerProcess(new Process { StartInfo = start });
        caller._process.OutputDataReceived += (_, line) => caller.Read(line.Data);
        caller._process.ErrorDataReceived += (_, line) => caller._errors.Enqueue(line.Data ?? "");
        caller._process.Start();
        caller._process.BeginOutputReadLine();
        caller._process.BeginErrorReadLine();
        return caller;
    }

    /// <summary>Waits for an event that fits and returns it.</summary>
    public async Task<JsonElement> WaitForAsync(string name, Func<JsonElement, bool> fits, TimeSpan limit)
    {
        JsonElement found = default;
        try
        {
            await Eventually.IsTrueAsync($"event {name}", () =>
            {
                found = Of(name).FirstOrDefault(fits);
                return found.ValueKind != JsonValueKind.Undefined || (name != "failed" && Of("failed").Any());
            }, limit);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}; seen:\n{Summary()}", exception);
        }

        return found.ValueKind != JsonValueKind.Undefined ? found : throw new InvalidOperationException($"The caller failed; seen:\n{Summary()}");
    }

    public Task<JsonElement> WaitForAsync(string name, TimeSpan limit) => WaitForAsync(name, _ => true, limit);

    public IEnumerable<JsonElement> Of(string name) => _named.GetValueOrDefault(name) ?? Enumerable.Empty<JsonElement>();

    /// <summary>Final captions in order, of the caller or of the agent.</summary>
    public IEnumerable<string> FinalCaptions(bool ofCaller) => Of("caption")
        .Where(caption => caption.GetProperty("final").GetBoolean() && caption.GetProperty("identity").GetString() == Identity == ofCaller)
        .Select(caption => caption.GetProperty("text").GetString()!);

    /// <summary>Loudness of what was heard: (ms since the start of the caller, RMS of full scale 32768).</summary>
    public IReadOnlyList<(int At, int Rms)> Levels() => [.. Of("levels").SelectMany(levels =>
    {
        var at = levels.GetProperty("t").GetInt32();
        var frameMs = levels.GetProperty("ms").GetInt32();
        var values = levels.GetProperty("rms").EnumerateArray().Select(value => value.GetInt32()).ToArray();
        return values.Select((rms, index) => (at - ((values.Length - 1 - index) * frameMs), rms));
    })];

    /// <summary>Plays one of <c>Clients/Speech</c> into the call.</summary>
    public void Say(string name) => Tell(new { @do = "say", wav = RepositoryRoot.Combine("EdgeVoice.Tests", "Clients", "Speech", $"{name}.wav") });

    /// <summary>Takes the microphone out of the room and stays in it.</summary>
    public void TakeMicrophoneAway() => Tell(new { @do = "unpublish" });

    public async Task HangUpAsync()
    {
        if (!_process.HasExited)
        {
            Tell(new { @do = "hangup" });
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await _process.WaitForExitAsync(limit.Token);
        }
    }

    /// <summary>What the caller noticed and when they heard something, for a person who reads a failure.</summary>
    public string Story() => string.Join('\n', Noticed().Append($"heard (ms): {string.Join(", ", Silence.Sounds(Levels()).Select(sound => $"{sound.From}-{sound.To}"))}").Concat(_errors.TakeLast(5)));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Tell(object command)
    {
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(command));
            _process.StandardInput.Flush();
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException($"The caller has ended by itself; seen:\n{Summary()}", exception);
        }
    }

    private JsonElement Single(string name) => Of(name).First();

    private void Read(string? line)
    {
        // The native client prints lines of its own to the same stream.
        if (line is not null && line.StartsWith("{\"t\":", StringComparison.Ordinal))
        {
            var seen = JsonDocument.Parse(line).RootElement;
            _events.Enqueue(seen);
            _named.GetOrAdd(seen.GetProperty("event").GetString()!, _ => new()).Enqueue(seen);
        }
    }

    private IEnumerable<string> Noticed() => _events.Where(seen => seen.GetProperty("event").GetString() != "levels").Select(seen => seen.GetRawText());

    private string Summary() => string.Join('\n', Noticed().TakeLast(20).Concat(_errors.TakeLast(5)));
}
