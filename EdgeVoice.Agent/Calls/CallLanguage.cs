namespace EdgeVoice.Agent.Calls;

/// <summary>The caller's language as the gateway tells it: what the model and its transcription are told of it.</summary>
internal static class CallLanguage
{
    // Who dispatched an agent by hand may have written anything.
    private const int LongestTag = 35;

    /// <summary>Instructions with the language in them; as they are when it is not known.</summary>
    public static string In(string instructions, string? locale) => TagOf(locale) is { } tag
        ? $"{instructions}\n\nThe caller's language is {tag} (BCP 47). Speak it, in its everyday form, unless the caller speaks another one: then speak theirs."
        : instructions;

    /// <summary>Two letters of ISO 639-1, which is what transcription takes.</summary>
    public static string? CodeOf(string? locale) => TagOf(locale)?.Split('-')[0] is { Length: 2 } code ? code.ToLowerInvariant() : null;

    private static string? TagOf(string? locale) =>
        locale is { Length: >= 2 and <= LongestTag } tag && char.IsAsciiLetter(tag[0]) && tag.All(character => char.IsAsciiLetterOrDigit(character) || character == '-') ? tag : null;
}
