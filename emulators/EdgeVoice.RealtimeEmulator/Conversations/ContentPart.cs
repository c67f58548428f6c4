using System.Text.Json.Nodes;

namespace EdgeVoice.RealtimeEmulator.Conversations;

/// <summary>One part of a message, with the item's names: <c>input_text</c>, <c>input_audio</c>, <c>output_text</c>, <c>output_audio</c>.</summary>
internal sealed class ContentPart(string type)
{
    public const string InputText = "input_text";
    public const string InputAudio = "input_audio";
    public const string InputImage = "input_image";
    public const string OutputText = "output_text";
    public const string OutputAudio = "output_audio";

    public string Type => type;

    public string? Text { get; set; }

    /// <summary>Null when there is none, and again after a truncation.</summary>
    public string? Transcript { get; set; }

    public string? ImageUrl { get; init; }

    public JsonObject ToJson() => type switch
    {
        InputAudio => new() { ["type"] = type, ["transcript"] = Transcript },
        OutputAudio when Transcript is null => new() { ["type"] = type },
        OutputAudio => new() { ["type"] = type, ["transcript"] = Transcript },
        InputImage => new() { ["type"] = type, ["image_url"] = ImageUrl },
        _ => new() { ["type"] = type, ["text"] = Text },
    };

    /// <summary>The same part in <c>response.content_part.*</c>, where the types are still called <c>audio</c> and <c>text</c>.</summary>
    public JsonObject ToResponsePart() => type == OutputAudio
        ? new() { ["type"] = "audio", ["transcript"] = Transcript ?? "" }
        : new() { ["type"] = "text", ["text"] = Text ?? "" };
}
