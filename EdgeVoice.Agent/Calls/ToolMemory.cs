using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.Agent.Tools;

namespace EdgeVoice.Agent.Calls;

/// <summary>
/// Sees to it that no effect happens twice when the model asks twice. What was asked for in vain before is tried again
/// under its first key, and in the turn that continues a cut-off call what was done before the cut is not done again.
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
            _byWish[Wish(name, arguments)] = new Known(idempotencyKey, result);
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
                return (known.IdempotencyKey, known.Result);
            }

            // The model's call id is unique in its session; with the call's own id it names one effect for ever.
            var key = known is null or { Result.Ok: true } ? $"{callId}:{toolCallId}" : known.IdempotencyKey;
            _byWish[wish] = new Known(key, null);
            return (key, null);
        }
    }

    public void End(string name, string arguments, string idempotencyKey, ToolResult result)
    {
        lock (_lock)
        {
            _byWish[Wish(name, arguments)] = new Known(idempotencyKey, result);
        }
    }

    /// <summary>The same wish however the model orders and spaces its arguments.</summary>
    private static string Wish(string name, string arguments)
    {
        try
        {
            return $"{name} {Sorted(JsonNode.Parse(arguments))?.ToJsonString()}";
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return $"{name} {arguments}";
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private sealed record Known(string IdempotencyKey, ToolResult? Result);
}
