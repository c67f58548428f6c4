using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

/// <summary>A client that records all it receives, and on disposal checks every message against the event table.</summary>
internal sealed class RealtimeClient : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(45);

    private readonly ClientWebSocket _socket = new();
    private readonly Lock _gate = new();
    private readonly List<JsonElement> _events = [];
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _news = NewSignal();
    private Task _receiving = Task.CompletedTask;
    private bool _disposed;

    private RealtimeClient()
    {
    }

    /// <summary>Set for sessions in which the emulator lies on purpose.</summary>
    public bool Unchecked { get; set; }

    public bool Ended { get; private set; }

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    /// <summary>Messages that were no JSON.</summary>
    public List<string> Garbage { get; } = [];

    public JsonElement Session => First("session.created").GetProperty("session");

    public string Id => Session.GetProperty("id").GetString()!;

    public static async Task<RealtimeClient> ConnectAsync(Uri address, string? key, string? fault, string query = "?model=gpt-realtime")
    {
        var client = new RealtimeClient();
        if (key is not null)
        {
            client._socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        }

        if (fault is not null)
        {
            client._socket.Options.SetRequestHeader("X-EdgeVoice-Fault", fault);
        }

        client._socket.Options.CollectHttpResponseDetails = true;
        await client._socket.ConnectAsync(new Uri($"ws://{address.Authority}/v1/realtime{query}"), TestContext.Current.CancellationToken);
        client._receiving = client.ReceiveAsync();
        return client;
    }

    public IReadOnlyList<JsonElement> Events()
    {
        lock (_gate)
        {
            return [.. _events];
        }
    }

    public string[] Types() => [.. Events().Select(Type)];

    public JsonElement First(string type) => Events().First(message => Type(message) == type);

    public IEnumerable<JsonElement> All(string type) => Events().Where(message => Type(message) == type);

    public Task SendAsync(object message) => SendTextAsync(message as string ?? JsonSerializer.Serialize(message));

    public Task SendTextAsync(string text) => SendBytesAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendBytesAsync(byte[] bytes, WebSocketMessageType type) => _socket.SendAsync(bytes, type, true, TestContext.Current.CancellationToken);

    public async Task SendAudioAsync(ReadOnlyMemory<short> samples, int chunkMs = 100)
    {
        for (var at = 0; at < samples.Length; at += chunkMs * 24)
        {
            var chunk = samples.Slice(at, Math.Min(chunkMs * 24, samples.Length - at));
            await SendAsync(new { type = "input_audio_buffer.append", audio = Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes(chunk.Span)) });
        }
    }

    /// <summary>Sets the session up; the audio part is merged as it stands.</summary>
    public async Task UpdateAsync(string instructions, JsonObject? audioInput = null, JsonArray? tools = null)
    {
        var session = new JsonObject { ["type"] = "realtime", ["instructions"] = instructions };
        if (audioInput is not null)
        {
            session["audio"] = new JsonObject { ["input"] = audioInput };
        }

        if (tools is not null)
        {
            session["tools"] = tools;
        }

        var count = All("session.updated").Count();
        await SendAsync(new JsonObject { ["type"] = "session.update", ["session"] = session }.ToJsonString());
        await WaitAsync("session.updated", count + 1);
    }

    public Task<JsonElement> WaitAsync(string type, int count = 1) =>
        WaitAsync(type, events => events.Where(message => Type(message) == type).Take(count).ToArray() is { } found && found.Length == count ? found[^1] : null);

    public Task<JsonElement> WaitForErrorAsync(string code) =>
        WaitAsync($"error {code}", events => events.Where(message => Type(message) == "error"
            && message.GetProperty("error").GetProperty("code").GetString() == code).Select(message => (JsonElement?)message.GetProperty("error")).FirstOrDefault());

    public async Task<JsonElement> WaitAsync(string what, Func<IReadOnlyList<JsonElement>, JsonElement?> find)
    {
        using var limit = new CancellationTokenSource(s_patience);
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (find(_events) is { } found)
                {
                    return found;
                }

                news = _news.Task;
            }

            Assert.False(Ended, $"The connection ended without {what}; received: {string.Join(", ", Types())}");
            try
            {
                await news.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"No {what} within {s_patience.TotalSeconds} s; received: {string.Join(", ", Types())}");
            }
        }
    }

    public Task WaitForEndAsync() => _receiving.WaitAsync(s_patience);

    public static string Type(JsonElement message) => message.GetProperty("type").GetString()!;

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            _stop.CancelAfter(TimeSpan.FromSeconds(3));
        }
        catch (Exception exception) when (exception is WebSocketException or InvalidOperationException)
        {
            await _stop.CancelAsync();
        }

        await _receiving;
        _socket.Dispose();
        _stop.Dispose();
        if (!Unchecked)
        {
            Assert.Empty(Events().SelectMany(EventTable.Errors));
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[256 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult received;
                do
                {
                    received = await _socket.ReceiveAsync(buffer.AsMemory(length), _stop.Token);
                    length += received.Count;
                }
                while (!received.EndOfMessage);

                if (received.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                Record(buffer.AsSpan(0, length));
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // Aborted by one side; CloseStatus stays null, which is what 1006 means.
        }
        finally
        {
            Ended = true;
            lock (_gate)
            {
                _news.TrySetResult();
            }
        }
    }

    private void Record(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            try
            {
                _events.Add(JsonElement.Parse(bytes));
            }
            catch (JsonException)
            {
                Garbage.Add(Encoding.UTF8.GetString(bytes));
            }

            _news.TrySetResult();
            _news = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
