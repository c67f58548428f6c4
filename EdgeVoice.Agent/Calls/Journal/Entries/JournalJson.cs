using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>The form of an entry in the spool and in the table: one line of JSON.</summary>
internal static class JournalJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        // jsonb does not keep the order of properties, so "kind" need not come first.
        AllowOutOfOrderMetadataProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new StorableStringConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(JournalEntry entry) => JsonSerializer.Serialize(entry, s_options);

    /// <exception cref="JsonException">It is no entry, or one of a kind that this build does not know.</exception>
    public static JournalEntry Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<JournalEntry>(json, s_options) is { CallId.Length: > 0, Generation: > 0, Sequence: > 0 } entry
            ? entry
            : throw new JsonException("The entry has no call, no generation or no sequence.");

    /// <summary>PostgreSQL stores neither U+0000 nor half a surrogate pair; a model can produce both.</summary>
    private sealed class StorableStringConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(Storable(value));

        private static string Storable(string value)
        {
            var clean = value.Replace('\0', '\uFFFD');
            return clean.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0
                ? clean
                : string.Concat(clean.EnumerateRunes());
        }
    }
}
