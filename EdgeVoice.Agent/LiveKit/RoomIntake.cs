using EdgeVoice.Agent.Telemetry;

namespace EdgeVoice.Agent.LiveKit;

/// <summary>
/// What a room may put upon this process. Every participant has an allowance of messages and bytes a second, with two seconds' worth of it
/// in hand; what is over is dropped and counted. An honest caller sends three small messages a second.
/// </summary>
internal sealed class RoomIntake(TimeProvider time)
{
    /// <summary>The longest single message, bytes.</summary>
    public const int LongestMessage = 16 * 1024;

    /// <summary>Audio tracks of one participant at a time: a reconnect brings a second before the first has ended.</summary>
    public const int TracksPerParticipant = 4;

    /// <summary>Events that wait for whoever reads them.</summary>
    public const int Backlog = 1024;

    private const double MessagesPerSecond = 50;
    private const double BytesPerSecond = 64 * 1024;
    private const double SecondsInHand = 2;

    // Who comes behind so many others shares an allowance with them.
    private const int Allowances = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Allowance> _allowances = new(StringComparer.Ordinal);
    private readonly Allowance _rest = new(time.GetTimestamp());
    private long _dropped;

    /// <summary>What was dropped so far.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Whether the message is taken; otherwise it is counted as dropped.</summary>
    /// <param name="kind">What kind of message, as the counter has it.</param>
    /// <param name="identity">Who sent it.</param>
    /// <param name="bytes">How long it is.</param>
    public bool Takes(string kind, string identity, long bytes)
    {
        if (bytes <= LongestMessage && TakesNow(identity, bytes))
        {
            return true;
        }

        Drop(kind);
        return false;
    }

    /// <summary>Counts what is dropped for another reason.</summary>
    public void Drop(string kind)
    {
        Interlocked.Increment(ref _dropped);
        AgentMeter.RoomInputDropped.Add(1, new KeyValuePair<string, object?>("kind", kind));
    }

    private bool TakesNow(string identity, long bytes)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            if (!_allowances.TryGetValue(identity, out var allowance))
            {
                allowance = _allowances.Count < Allowances ? _allowances[identity] = new Allowance(now) : _rest;
            }

            var seconds = time.GetElapsedTime(allowance.At, now).TotalSeconds;
            allowance.At = now;
            allowance.Messages = Math.Min(MessagesPerSecond * SecondsInHand, allowance.Messages + (seconds * MessagesPerSecond));
            allowance.Bytes = Math.Min(BytesPerSecond * SecondsInHand, allowance.Bytes + (seconds * BytesPerSecond));
            if (allowance.Messages < 1 || allowance.Bytes < bytes)
            {
                return false;
            }

            allowance.Messages--;
            allowance.Bytes -= bytes;
            return true;
        }
    }

    private sealed class Allowance(long now)
    {
        public long At { get; set; } = now;

        public double Messages { get; set; } = MessagesPerSecond * SecondsInHand;

        public double Bytes { get; set; } = BytesPerSecond * SecondsInHand;
    }
}
