namespace EdgeVoice.Agent.Turns;

/// <summary>Which words were heard. The protocol gives no word times, so text is taken to spread evenly over its audio.</summary>
internal static class HeardText
{
    /// <summary>The whole words that lie within the heard part: never one more.</summary>
    public static string Cut(string text, int heardMs, int generatedMs)
    {
        if (heardMs >= generatedMs)
        {
            return generatedMs > 0 ? text.Trim() : "";
        }

        var length = (int)((long)text.Length * Math.Max(0, heardMs) / generatedMs);
        if (length < text.Length && !char.IsWhiteSpace(text[length]))
        {
            length = Math.Max(0, text.AsSpan(0, length).LastIndexOfAny(' ', '\n', '\t'));
        }

        return text[..length].Trim();
    }
}
