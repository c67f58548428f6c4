using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Conversations;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.Responses;

/// <summary>Counts tokens as the provider bills them: 10 per second of the user's audio, 20 per second of the model's.</summary>
internal sealed class UsageMeter(RealtimeSession session)
{
    private const double InputTokenMs = 100;
    private const double OutputTokenMs = 50;
    private const double CharactersPerToken = 4;
    // The provider's cache works in steps of 64 tokens.
    private const int CacheStep = 64;

    private (int Text, int Audio) _lastInput;

    public static int OutputAudioTokens(double audioMs) => (int)Math.Ceiling(audioMs / OutputTokenMs);

    public static int TextTokens(string text) => (int)Math.Ceiling(text.Length / CharactersPerToken);

    public JsonObject Measure(ResponseRun run)
    {
        var earlier = session.Conversation.Items.Where(item => !run.Output.Contains(item)).ToArray();
        var text = TextTokens(run.Request.Instructions ?? session.Config.Instructions) + earlier.Sum(TextTokens);
        var audio = earlier.Sum(AudioTokens);
        var cachedText = Math.Min(text, _lastInput.Text) / CacheStep * CacheStep;
        var cachedAudio = Math.Min(audio, _lastInput.Audio) / CacheStep * CacheStep;
        _lastInput = (text, audio);
        var spoken = OutputAudioTokens(run.AudioMs);
        return new JsonObject
        {
            ["total_tokens"] = text + audio + spoken + run.TextTokens,
            ["input_tokens"] = text + audio,
            ["output_tokens"] = spoken + run.TextTokens,
            ["input_token_details"] = new JsonObject
            {
                ["text_tokens"] = text,
                ["audio_tokens"] = audio,
                ["image_tokens"] = 0,
                ["cached_tokens"] = cachedText + cachedAudio,
                ["cached_tokens_details"] = new JsonObject { ["text_tokens"] = cachedText, ["audio_tokens"] = cachedAudio, ["image_tokens"] = 0 },
            },
            ["output_token_details"] = new JsonObject { ["text_tokens"] = run.TextTokens, ["audio_tokens"] = spoken },
        };
    }

    private static int TextTokens(ConversationItem item) =>
        item.Content.Sum(part => TextTokens(part.Text ?? "")) + TextTokens((item.Arguments ?? "") + item.Output);

    private static int AudioTokens(ConversationItem item) =>
        item.Role == "user" ? (int)Math.Ceiling(item.AudioMs / InputTokenMs) : OutputAudioTokens(item.SentMs);
}
