using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Turns;

/// <summary>Usage as the OpenTelemetry GenAI conventions name it, summed over a turn's responses.</summary>
internal static class GenAi
{
    public static Tokens? Tokens(IReadOnlyCollection<Span> spans)
    {
        var used = spans.Where(span => span.Attributes.Number("gen_ai.usage.input_tokens") is not null || span.Attributes.Number("gen_ai.usage.output_tokens") is not null).ToArray();
        return used.Length == 0 ? null : new Tokens(
            Sum(used, "gen_ai.usage.input_tokens") ?? 0,
            Sum(used, "gen_ai.usage.output_tokens") ?? 0,
            Sum(used, "gen_ai.usage.audio.input_tokens") ?? Sum(used, "gen_ai.usage.input_audio_tokens"),
            Sum(used, "gen_ai.usage.audio.output_tokens") ?? Sum(used, "gen_ai.usage.output_audio_tokens"),
            Sum(used, "gen_ai.usage.cache_read.input_tokens") ?? Sum(used, "gen_ai.usage.input_cached_tokens"));
    }

    public static string? Model(IEnumerable<Span> spans) => spans.Select(span => span.Attributes.Text("gen_ai.request.model") ?? span.Attributes.Text("gen_ai.response.model")).FirstOrDefault(model => model is not null);

    private static long? Sum(Span[] spans, string key)
    {
        var known = spans.Select(span => span.Attributes.Number(key)).Where(value => value is not null).ToArray();
        return known.Length == 0 ? null : (long)known.Sum()!.Value;
    }
}
