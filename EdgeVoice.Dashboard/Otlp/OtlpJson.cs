using System.Text.Json;
using EdgeVoice.Dashboard.Otlp.Wire;
using Google.Protobuf;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>
/// OTLP's JSON is protobuf's with one difference: ids are hexadecimal, not base64 (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding).
/// Protobuf's own parser and formatter do the work, and the ids are turned around afterwards: 16 and 32 hex digits are also valid base64.
/// </summary>
internal static class OtlpJson
{
    // The deepest honest document (a list in a list of attributes of an exemplar) needs about twenty.
    private const int MaxDepth = 64;

    private static readonly JsonParser s_parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    private static readonly JsonFormatter s_formatter = new(JsonFormatter.Settings.Default.WithFormatEnumsAsIntegers(true));

    /// <exception cref="OtlpFormatException">Not JSON, too deep, or a field has the wrong type.</exception>
    public static T Parse<T>(byte[] json) where T : IMessage<T>, new()
    {
        try
        {
            // Depth and syntax are checked by a reader without recursion before anything recursive sees the text.
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            while (reader.Read())
            {
            }

            var message = s_parser.Parse<T>(System.Text.Encoding.UTF8.GetString(json));
            Turn(message, FromHex);
            return message;
        }
        catch (Exception exception) when (exception is JsonException or InvalidProtocolBufferException or InvalidJsonException or FormatException or OverflowException or InvalidOperationException or ArgumentException)
        {
            throw new OtlpFormatException($"The body is no OTLP JSON: {Short(exception.Message)}", exception);
        }
    }

    public static string Format<T>(T message) where T : IMessage<T>, IDeepCloneable<T>
    {
        var copy = message.Clone();
        Turn(copy, ToHex);
        return s_formatter.Format(copy);
    }

    private static void Turn(IMessage message, Func<ByteString, ByteString> turn)
    {
        foreach (var span in message is ExportTraceServiceRequest traces ? traces.ResourceSpans.SelectMany(resource => resource.ScopeSpans).SelectMany(scope => scope.Spans) : [])
        {
            (span.TraceId, span.SpanId, span.ParentSpanId) = (turn(span.TraceId), turn(span.SpanId), turn(span.ParentSpanId));
            foreach (var link in span.Links)
            {
                (link.TraceId, link.SpanId) = (turn(link.TraceId), turn(link.SpanId));
            }
        }
    }

    private static ByteString FromHex(ByteString id) => id.IsEmpty ? id : ByteString.CopyFrom(Convert.FromHexString(id.ToBase64()));

    private static ByteString ToHex(ByteString id) => id.IsEmpty ? id : ByteString.FromBase64(Convert.ToHexStringLower(id.Span));

    private static string Short(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
