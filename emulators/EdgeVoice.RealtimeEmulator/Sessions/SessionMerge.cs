using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Audio;
using EdgeVoice.RealtimeEmulator.Protocol;

namespace EdgeVoice.RealtimeEmulator.Sessions;

/// <summary>Merges the fields of a <c>session.update</c> into a session object, checking each; null clears a field.</summary>
internal static class SessionMerge
{
    public static JsonObject Apply(JsonObject target, JsonElement session)
    {
        if (session.RequiredString("type", "session") is not "realtime" and var type)
        {
            throw JsonFields.Invalid("session.type", $"'{type}' is not supported, use 'realtime'");
        }

        foreach (var field in session.EnumerateObject())
        {
            var path = $"session.{field.Name}";
            switch (field.Name)
            {
                case "type":
                    break;
                case "audio":
                    MergeAudio((JsonObject)target["audio"]!, field.Value, path);
                    break;
                case "model" when field.Value.ValueKind == JsonValueKind.String && field.Value.AsText(path) == (string)target["model"]!:
                    break;
                case "model":
                    throw new RealtimeException(ErrorCodes.InvalidValue, "Cannot change the model of a session; open a new one.", path);
                default:
                    target[field.Name] = SessionField.Read(field.Name, field.Value, path);
                    break;
            }
        }

        return target;
    }

    private static void MergeAudio(JsonObject audio, JsonElement value, string path)
    {
        Object(value, path).OnlyKnown(path, "input", "output");
        if (value.OptionalObject("input", path) is { } input)
        {
            input.OnlyKnown($"{path}.input", "format", "transcription", "noise_reduction", "turn_detection");
            foreach (var field in input.EnumerateObject())
            {
                var at = $"{path}.input.{field.Name}";
                audio["input"]![field.Name] = field.Name switch
                {
                    "format" => Format(field.Value, at),
                    "turn_detection" => TurnDetectionField.Merge(audio["input"]!["turn_detection"] as JsonObject, field.Value, at),
                    "transcription" => Transcription(field.Value, at),
                    _ => NoiseReduction(field.Value, at),
                };
            }
        }

        if (value.OptionalObject("output", path) is { } output)
        {
            output.OnlyKnown($"{path}.output", "format", "voice", "speed");
            foreach (var field in output.EnumerateObject())
            {
                var at = $"{path}.output.{field.Name}";
                audio["output"]![field.Name] = field.Name switch
                {
                    "format" => Format(field.Value, at),
                    "voice" => Voice(field.Value, at),
                    _ => Speed(field.Value, at),
                };
            }
        }
    }

    private static JsonObject Format(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return AudioFormat.Pcm.ToJson();
        }

        var format = AudioFormat.Find(Object(value, path).RequiredString("type", path))
            ?? throw JsonFields.Invalid($"{path}.type", "use 'audio/pcm', 'audio/pcmu' or 'audio/pcma'");
        if (value.OptionalInt("rate", path) is { } rate && (format != AudioFormat.Pcm || rate != AudioFormat.Pcm.SampleRate))
        {
            throw JsonFields.Invalid($"{path}.rate", "only audio/pcm has a rate, and it is 24000");
        }

        return format.ToJson();
    }

    private static JsonNode Voice(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Null => SessionDefaults.Voice,
        JsonValueKind.Object => new JsonObject { ["id"] = value.RequiredString("id", path) },
        JsonValueKind.String when Speech.SpeechRequest.Voices.Contains(value.AsText(path)) => value.AsText(path),
        JsonValueKind.String => throw JsonFields.Invalid(path, $"use one of {string.Join(", ", Speech.SpeechRequest.Voices)}"),
        _ => throw JsonFields.WrongType(path, "a string or an object", value),
    };

    private static JsonNode Speed(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return 1.0;
        }

        return value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0.25 and <= 1.5 and var speed
            ? speed
            : throw JsonFields.Invalid(path, "use a number from 0.25 to 1.5");
    }

    private static JsonObject? Transcription(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        Object(value, path).OnlyKnown(path, "model", "language", "prompt", "delay");
        _ = value.OptionalString("model", path);
        _ = value.OptionalString("language", path);
        _ = value.OptionalString("prompt", path);
        return JsonObject.Create(value.Clone());
    }

    private static JsonObject? NoiseReduction(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return Object(value, path).RequiredString("type", path) is "near_field" or "far_field"
            ? JsonObject.Create(value.Clone())
            : throw JsonFields.Invalid($"{path}.type", "use 'near_field' or 'far_field'");
    }

    private static JsonElement Object(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Object ? value : throw JsonFields.WrongType(path, "an object", value);
}
