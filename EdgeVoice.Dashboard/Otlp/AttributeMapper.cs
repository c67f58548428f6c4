using System.Collections.Concurrent;
using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Storage;
using Google.Protobuf.Collections;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>Attributes within the limits. Keys and resources repeat endlessly, so each is kept once.</summary>
internal sealed class AttributeMapper(TelemetryLimits limits)
{
    // Senders choose the keys: the tables must not become the leak that they prevent.
    private const int MaxKeys = 10_000;
    private const int MaxResources = 1_000;
    private const int MaxListLength = 64;
    private const int MaxNesting = 8;

    private readonly ConcurrentDictionary<string, string> _keys = new();
    private readonly ConcurrentDictionary<(string Name, string Instance), TelemetryResource> _resources = new();

    public Attributes Map(RepeatedField<KeyValue> sent)
    {
        if (sent.Count == 0)
        {
            return Attributes.None;
        }

        var items = new KeyValuePair<string, object?>[Math.Min(sent.Count, limits.MaxAttributes)];
        for (var index = 0; index < items.Length; index++)
        {
            items[index] = new(Key(sent[index].Key), Value(sent[index].Value));
        }

        return new Attributes(items);
    }

    public TelemetryResource Resource(Resource? sent)
    {
        var attributes = sent is null ? Attributes.None : Map(sent.Attributes);
        var name = attributes.Text("service.name") is { Length: > 0 } given ? given : "unknown_service";
        var instance = attributes.Text("service.instance.id") ?? "";
        if (_resources.Count >= MaxResources)
        {
            _resources.Clear();
        }

        return _resources.GetOrAdd((name, instance), key => new TelemetryResource(key.Name, key.Instance, attributes));
    }

    public object? Value(AnyValue? sent) => Value(sent, 0);

    public string Cut(string text) => text.Length <= limits.MaxAttributeLength ? text : string.Concat(text.AsSpan(0, limits.MaxAttributeLength), "…");

    private object? Value(AnyValue? sent, int depth) => sent?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => Cut(sent.StringValue),
        AnyValue.ValueOneofCase.BoolValue => sent.BoolValue,
        AnyValue.ValueOneofCase.IntValue => sent.IntValue,
        AnyValue.ValueOneofCase.DoubleValue => sent.DoubleValue,
        AnyValue.ValueOneofCase.BytesValue => Cut(Convert.ToBase64String(sent.BytesValue.Span[..Math.Min(sent.BytesValue.Length, limits.MaxAttributeLength)])),
        _ when depth >= MaxNesting => "…",
        AnyValue.ValueOneofCase.ArrayValue => sent.ArrayValue.Values.Take(MaxListLength).Select(value => Value(value, depth + 1)).ToArray(),
        AnyValue.ValueOneofCase.KvlistValue => sent.KvlistValue.Values.Take(MaxListLength).Select(value => (object?)$"{value.Key}={Value(value.Value, depth + 1)}").ToArray(),
        _ => null,
    };

    private string Key(string key)
    {
        if (_keys.TryGetValue(key, out var known))
        {
            return known;
        }

        key = Cut(key);
        return _keys.Count < MaxKeys ? _keys.GetOrAdd(key, key) : key;
    }
}
