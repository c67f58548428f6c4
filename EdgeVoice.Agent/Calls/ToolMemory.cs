using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.Agent.Tools;

namespace EdgeVoice.Agent.Calls;

/// <summary>
/// Sees to it that no effect happens twice when the model asks twice: the key is of the wish, not of the model's call. It is
/// the same wish until the caller has heard to the end what came of it, so what was interrupted, failed or cut off is tried
/// again under its first key. Who asks once more after that wants it once more.
/// </summary>
internal sealed class ToolMemory(string callId)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Known> _byWish = [];
    private int _resumedTurn;

    /// <summary>Takes over a call of the time before the cut.</summary>
    public void Restore(string idempotencyKey, string name, string arguments, ToolResult? result)
    {
        lock (_lock)
        {
            _byWish[Wish(name, arguments)] = new Known(idempotencyKey, result, Turn: 0);
        }
    }

    /// <summary>Names the turn in which a repetition is taken for one.</summary>
    public void ResumeIn(int turn) => _resumedTurn = turn;

    /// <summary>The key to run the call under, and the result when it need not run.</summary>
    public (string IdempotencyKey, ToolResult? Done) Begin(int turn, string toolCallId, string name, string arguments)
    {
        lock (_lock)
        {
            var wish = Wish(name, arguments);
            var known = _byWish.GetValueOrDefault(wish);
            if (known is { Result.Ok: true } && turn == _resumedTurn)
            {
                _byWish[wish] = known with { Turn = turn };
                return (known.IdempotencyKey, known.Result);
            }

            // The model's call id is unique in its session; with the call's own id it names one effect for ever.
            var key = known is null or { Settled: true } ? $"{callId}:{toolCallId}" : known.IdempotencyKey;
            _byWish[wish] = new Known(key, null, turn);
            return (key, null);
        }
    }

    /// <summary>The caller has heard to the end what came of the turn's wishes.</summary>
    public void Settle(int turn)
    {
        lock (_lock)
        {
            foreach (var (wish, known) in _byWish.Where(entry => entry.Value is { Result.Ok: true } known && known.Turn == turn).ToArray())
            {
                _byWish[wish] = known with { Settled = true };
            }
        }
    }

    public void End(string name, string arguments, string idempotencyKey, ToolResult result)
    {
        lock (_lock)
        {
            var wish = Wish(name, arguments);
            _byWish[wish] = new Known(idempotencyKey, result, _byWish.GetValueOrDefault(wish)?.Turn ?? 0);
        }
    }

    /// <summary>The same wish however the model orders, spaces and writes its arguments.</summary>
    private static string Wish(string name, string arguments)
    {
        try
        {
            return $"{name} {Sorted(JsonNode.Parse(arguments))?.ToJsonString()}";
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return $"{name} {arguments}";
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        // 2.0 is 2.
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            => JsonValue.Create(number / 1.000000000000000000000000000000m),
        _ => node?.DeepClone(),
    };

    private sealed record Known(string IdempotencyKey, ToolResult? Result, int Turn)
    {
        public bool Settled { get; init; }
    }
}
