using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Audio;
using EdgeVoice.RealtimeEmulator.Protocol;
using EdgeVoice.RealtimeEmulator.Vad;

namespace EdgeVoice.RealtimeEmulator.Sessions;

/// <summary>The effective session object, as <c>session.created</c> and <c>session.updated</c> show it.</summary>
internal sealed class SessionConfiguration
{
    private const string DefaultInstructions = "You are a helpful voice assistant. Answer briefly and kindly.";

    private JsonObject _session;

    public SessionConfiguration(string id, string model, DateTimeOffset expiresAt) => _session = new()
    {
        ["type"] = "realtime",
        ["object"] = "realtime.session",
        ["id"] = id,
        ["model"] = model,
        ["output_modalities"] = new JsonArray("audio"),
        ["instructions"] = DefaultInstructions,
        ["tools"] = new JsonArray(),
        ["tool_choice"] = "auto",
        ["max_output_tokens"] = "inf",
        ["tracing"] = null,
        ["prompt"] = null,
        ["truncation"] = "auto",
        ["expires_at"] = expiresAt.ToUnixTimeSeconds(),
        ["audio"] = new JsonObject
        {
            ["input"] = new JsonObject
            {
                ["format"] = AudioFormat.Pcm.ToJson(),
                ["transcription"] = null,
                ["noise_reduction"] = null,
                ["turn_detection"] = SessionDefaults.ServerVad(),
            },
            ["output"] = new JsonObject { ["format"] = AudioFormat.Pcm.ToJson(), ["voice"] = SessionDefaults.Voice, ["speed"] = 1.0 },
        },
        ["include"] = null,
    };

    public string Model => Text(_session, "model");

    public string Instructions => Text(_session, "instructions");

    public string Voice => _session["audio"]!["output"]!["voice"] is JsonValue voice ? (string)voice! : Text(_session["audio"]!["output"]!["voice"]!, "id");

    /// <summary>False while the client has not named a voice; the scenario may then choose.</summary>
    public bool VoiceChosen { get; private set; }

    public double Speed => _session["audio"]!["output"]!["speed"]!.GetValue<double>();

    public AudioFormat InputFormat => Format("input");

    public AudioFormat OutputFormat => Format("output");

    public bool SpeaksAudio => ((JsonArray)_session["output_modalities"]!).Any(modality => (string)modality! == "audio");

    /// <summary>Null when the client asked for no transcripts of the user.</summary>
    public string? TranscriptionModel => _session["audio"]!["input"]!["transcription"] is JsonObject transcription
        ? (string?)transcription["model"] ?? "whisper-1"
        : null;

    public JsonArray Tools => (JsonArray)_session["tools"]!;

    public JsonNode ToolChoice => _session["tool_choice"]!;

    public JsonNode MaxOutputTokens => _session["max_output_tokens"]!;

    public TurnDetection? TurnDetection => _session["audio"]!["input"]!["turn_detection"] is JsonObject detection
        ? SessionDefaults.Read(detection)
        : null;

    public JsonObject ToJson() => (JsonObject)_session.DeepClone();

    /// <summary>Merges a <c>session.update</c>; a wrong field leaves everything as it was.</summary>
    public void Update(JsonElement session, bool audioWasSent)
    {
        var before = Voice;
        var merged = SessionMerge.Apply(ToJson(), session);
        var candidate = _session;
        _session = merged;
        if (audioWasSent && Voice != before)
        {
            _session = candidate;
            throw new RealtimeException(ErrorCodes.CannotUpdateVoice, "Cannot update a conversation's voice if assistant audio is present.", "session.audio.output.voice");
        }

        VoiceChosen |= session.OptionalObject("audio")?.OptionalObject("output")?.TryGetProperty("voice", out _) == true;
    }

    private AudioFormat Format(string side) => AudioFormat.Find(Text(_session["audio"]![side]!["format"]!, "type"))!;

    private static string Text(JsonNode node, string name) => (string)node[name]!;
}
