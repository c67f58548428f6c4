using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeVoice.Dashboard.Api;

internal static class ApiJson
{
    /// <summary>camelCase; absent figures are null and stay in the answer.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>For what others may have written: a whole number may stand as 2.0.</summary>
    public static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web) { Converters = { new WholeNumbers() } };

    private sealed class WholeNumbers : JsonConverter<long>
    {
        // Decimal: a double has not the digits for nanoseconds since 1970.
        public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var number) && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue
                ? (long)number
                : throw new JsonException("It is no whole number of 64 bits.");

        public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }
}
