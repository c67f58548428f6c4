using System.Text.Json;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Native;

namespace EdgeVoice.Agent.Calls;

/// <summary>Answers the caller's pings, so that they learn of a loss anywhere between the two of us.</summary>
internal sealed class Heartbeat(Room room, int generation)
{
    // {"n":123456789,"hears":true,"pathMs":123.4}: whoever sends more wants something else.
    private const int Longest = 96;

    private static readonly TimeSpan s_sendLimit = TimeSpan.FromSeconds(1);

    private int _sending;

    /// <summary>Never waits: while one answer is on its way further pings are left unanswered, the next comes in 400 ms.</summary>
    /// <returns>What the caller says of itself; nothing for what is no ping.</returns>
    public Ping? Answer(ReadOnlyMemory<byte> data)
    {
        if (data.Length > Longest || Ping.Read(data) is not { } ping)
        {
            return null;
        }

        if (Interlocked.Exchange(ref _sending, 1) == 0)
        {
            _ = SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { n = ping.Number, generation }));
        }

        return ping;
    }

    private async Task SendAsync(byte[] pong)
    {
        using var limit = new CancellationTokenSource(s_sendLimit);
        try
        {
            await room.PublishDataAsync(pong, Topics.Pong, reliable: false, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FfiException or OperationCanceledException or ObjectDisposedException)
        {
            // No answer is what the caller's heartbeat is there to notice.
        }
        finally
        {
            Volatile.Write(ref _sending, 0);
        }
    }
}
