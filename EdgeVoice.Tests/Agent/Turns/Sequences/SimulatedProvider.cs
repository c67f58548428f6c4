using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Tests.Agent.Turns.Sequences;

/// <summary>
/// A provider that keeps to the schema and to nothing else: what a response consists of comes in any order, is missing, comes
/// twice, late or with another's ids. The same random numbers give the same events.
/// </summary>
internal sealed class SimulatedProvider(Random random)
{
    private static readonly Dictionary<int, byte[]> s_audio = [];
    private static readonly string?[] s_reasons = [null, "rate_limit_exceeded", "server_error", "content_filter", "max_output_tokens"];

    // None, some or many of its events are wrong.
    private readonly double _wrong = new[] { 0, 0.05, 0.2, 0.5 }[random.Next(4)];
    private readonly List<string> _responses = ["resp_never"];
    private readonly List<string> _items = ["item_never"];
    private readonly List<string> _calls = [];
    private int _ids;

    /// <summary>The events of one response and when they come, from the moment it is asked for.</summary>
    public List<(TimeSpan After, RealtimeEvent Event)> Answer()
    {
        if (random.NextDouble() < 0.03 + (_wrong / 10))
        {
            return random.Next(3) switch
            {
                0 => [],
                1 => [(Ms(50), new ResponseNotMade("server_error", random.Next(2) == 0 ? null : Ms(random.Next(5000))))],
                _ => [(Ms(50), new ResponseRefused())],
            };
        }

        var response = $"resp_{++_ids}";
        _responses.Add(response);
        List<RealtimeEvent> events = [new ResponseStarted(response), .. Body(response), Done(response)];
        return Spoil(Time(events));
    }

    /// <summary>What a caller's turn is reported by.</summary>
    public List<(TimeSpan After, RealtimeEvent Event)> Speech(TimeSpan length, out bool ends)
    {
        var item = $"item_{++_ids}";
        _items.Add(item);
        ends = random.NextDouble() >= 0.02 + (_wrong / 10);
        List<(TimeSpan, RealtimeEvent)> events = [(TimeSpan.Zero, new SpeechStarted(item, 0))];
        if (ends)
        {
            var end = length + Ms(500);
            events.Add((end, new SpeechStopped(item, 0)));
            events.Add((end + Ms(1), new InputCommitted(item)));
            events.Add((end + Ms(random.Next(50, 900)), random.Next(5) == 0 ? new UserTranscribed(item, null) { Failure = "model_not_found" } : new UserTranscribed(item, "Words of the caller.")));
        }

        return Spoil(events, keepFirst: true);
    }

    private IEnumerable<RealtimeEvent> Body(string response) => random.Next(20) switch
    {
        0 => [],
        1 => [new ResponseProgressed(response, Writes: true)],
        2 or 3 => [.. Thoughts(response), new ToolCallRequested(response, Call(), "book_table", random.Next(6) == 0 ? "{\"time\":" : "{}")],
        4 => [.. Thoughts(response), .. Words(response, 1), new ToolCallRequested(response, Call(), "check_availability", "{}")],
        5 => [.. Thoughts(response), .. Words(response, random.Next(1, 4))],
        _ => Words(response, random.Next(1, 3)),
    };

    private IEnumerable<RealtimeEvent> Thoughts(string response) => Enumerable.Repeat(new ResponseProgressed(response), random.Next(1, 20));

    private IEnumerable<RealtimeEvent> Words(string response, int items)
    {
        foreach (var _ in Enumerable.Range(0, items))
        {
            var item = $"item_{++_ids}";
            _items.Add(item);
            foreach (var __ in Enumerable.Range(0, random.Next(1, 5)))
            {
                yield return new TranscriptDelta(response, item, "words of the agent ");
                yield return new AudioDelta(response, item, Audio(random.Next(1, 1500) * 48));
            }

            yield return new TranscriptDone(response, item, "words of the agent");
            yield return new AudioDone(response, item);
        }
    }

    private ResponseDone Done(string response)
    {
        var status = random.NextDouble() < 0.1 + (_wrong / 2) ? (ResponseStatus)random.Next(4) : ResponseStatus.Completed;
        return new ResponseDone(response, status, status == ResponseStatus.Completed ? null : s_reasons[random.Next(s_reasons.Length)], new RealtimeUsage(1, 1, 1, 1, 0))
        {
            RetryAfter = random.Next(4) == 0 ? Ms(random.Next(90_000)) : null,
        };
    }

    private string Call()
    {
        if (_calls.Count == 0 || random.NextDouble() >= _wrong)
        {
            _calls.Add($"call_{++_ids}");
        }

        return _calls[random.Next(_calls.Count)];
    }

    private List<(TimeSpan After, RealtimeEvent Event)> Time(List<RealtimeEvent> events)
    {
        var at = Ms(random.Next(20, 300));
        var timed = new List<(TimeSpan, RealtimeEvent)>();
        foreach (var said in events)
        {
            timed.Add((at, said));
            at += said is ResponseProgressed ? Ms(random.Next(50, 900)) : Ms(random.Next(1, 120));
        }

        return timed;
    }

    private List<(TimeSpan After, RealtimeEvent Event)> Spoil(List<(TimeSpan After, RealtimeEvent Event)> events, bool keepFirst = false)
    {
        var spoilt = new List<(TimeSpan After, RealtimeEvent Event)>();
        foreach (var (after, said) in events)
        {
            if ((keepFirst && spoilt.Count == 0) || random.NextDouble() >= _wrong)
            {
                spoilt.Add((after, said));
                continue;
            }

            switch (random.Next(5))
            {
                case 0:
                    break;
                case 1:
                    spoilt.Add((after, said));
                    spoilt.Add((after + Ms(random.Next(4000)), said));
                    break;
                case 2:
                    spoilt.Add((after + Ms(random.Next(15_000)), said));
                    break;
                case 3:
                    spoilt.Add((Ms(after.TotalMilliseconds * random.NextDouble()), said));
                    break;
                default:
                    spoilt.Add((after, Malform(said)));
                    break;
            }
        }

        return spoilt;
    }

    private RealtimeEvent Malform(RealtimeEvent said)
    {
        var response = random.Next(3) == 0 ? "" : _responses[random.Next(_responses.Count)];
        var item = random.Next(3) == 0 ? "" : _items[random.Next(_items.Count)];
        return said switch
        {
            AudioDelta delta => random.Next(3) switch { 0 => delta with { ResponseId = response }, 1 => delta with { ItemId = item }, _ => delta with { Pcm = Audio(new[] { 0, 2, 46, 48 * 20_000 }[random.Next(4)]) } },
            TranscriptDelta words => random.Next(2) == 0 ? words with { Text = "" } : words with { ResponseId = response },
            TranscriptDone words => random.Next(2) == 0 ? words with { Text = "" } : words with { ItemId = item },
            AudioDone done => random.Next(2) == 0 ? done with { ItemId = item } : done with { ResponseId = response },
            ToolCallRequested call => random.Next(2) == 0 ? call with { Arguments = "" } : call with { ResponseId = response },
            ResponseDone done => random.Next(2) == 0 ? done with { ResponseId = response } : done with { Output = [new ToolCallRequested(done.ResponseId, Call(), "book_table", "{}"), new TranscriptDone(done.ResponseId, item, "all of it")] },
            ResponseStarted => new ResponseStarted(response),
            ResponseProgressed => new EventNotRead("response.new", IsMalformed: false) { ResponseId = response },
            SpeechStopped => new SpeechStopped(item, 0),
            InputCommitted => new InputCommitted(item),
            UserTranscribed => new UserTranscribed(item, ""),
            _ => new SignOfLife(),
        };
    }

    private static byte[] Audio(int bytes)
    {
        lock (s_audio)
        {
            return s_audio.TryGetValue(bytes, out var known) ? known : s_audio[bytes] = new byte[bytes];
        }
    }

    private static TimeSpan Ms(double ms) => TimeSpan.FromMilliseconds(ms);
}
