using System.Buffers;
using System.Text.Json;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Realtime.OpenAI;
using EdgeVoice.Agent.Tools;

namespace EdgeVoice.Tests.Agent.Realtime;

public sealed class OpenAIEventWriterTests
{
    private static readonly RealtimeSessionConfig s_config = new(
        "You are kind.", "marin", new TurnDetection { SilenceDurationMs = 400 }, [new ToolDefinition("book", "Books.", ToolSchema.Object(("guests", "integer", "How many")))], "call_1");

    [Fact]
    public void SessionUpdate_HasTheShapeOfTheProtocol()
    {
        var session = Read(OpenAIEventWriter.SessionUpdate(s_config, "transcriber")).GetProperty("session");
        var audio = session.GetProperty("audio");
        var input = audio.GetProperty("input");

        Assert.Equal("realtime", session.GetProperty("type").GetString());
        Assert.Equal("You are kind.", session.GetProperty("instructions").GetString());
        Assert.Equal(["audio"], session.GetProperty("output_modalities").EnumerateArray().Select(value => value.GetString()!));
        Assert.Equal("""{"type":"audio/pcm","rate":24000}""", input.GetProperty("format").GetRawText());
        Assert.Equal("transcriber", input.GetProperty("transcription").GetProperty("model").GetString());
        Assert.Equal(("server_vad", 400), (input.GetProperty("turn_detection").GetProperty("type").GetString(), input.GetProperty("turn_detection").GetProperty("silence_duration_ms").GetInt32()));
        Assert.Equal("marin", audio.GetProperty("output").GetProperty("voice").GetString());
        var tool = Assert.Single(session.GetProperty("tools").EnumerateArray());
        Assert.Equal(("function", "book"), (tool.GetProperty("type").GetString(), tool.GetProperty("name").GetString()));
        Assert.Equal(JsonValueKind.Object, tool.GetProperty("parameters").GetProperty("properties").GetProperty("guests").ValueKind);
    }

    [Fact]
    public void SessionUpdate_KnownLanguage_IsWhatTheTranscriptionExpects()
    {
        var session = Read(OpenAIEventWriter.SessionUpdate(s_config with { Language = "de" }, "transcriber")).GetProperty("session");

        Assert.Equal("""{"model":"transcriber","language":"de"}""", session.GetProperty("audio").GetProperty("input").GetProperty("transcription").GetRawText());
    }

    [Fact]
    public void SessionUpdate_Twice_IsTheSame() =>
        Assert.Equal(OpenAIEventWriter.SessionUpdate(s_config, "t"), OpenAIEventWriter.SessionUpdate(s_config, "t"));

    [Fact]
    public void SessionUpdate_WithoutTranscription_AsksForNone() =>
        Assert.False(Read(OpenAIEventWriter.SessionUpdate(s_config, "")).GetProperty("session").GetProperty("audio").GetProperty("input").TryGetProperty("transcription", out _));

    [Fact]
    public void SessionUpdate_SemanticVad_HasItsOwnFieldsOnly()
    {
        var config = s_config with { TurnDetection = new TurnDetection { Type = "semantic_vad", Eagerness = "low" } };
        var detection = Read(OpenAIEventWriter.SessionUpdate(config, "")).GetProperty("session").GetProperty("audio").GetProperty("input").GetProperty("turn_detection");

        Assert.Equal(["type", "eagerness", "create_response", "interrupt_response"], detection.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void CreateItem_EachKind_HasItsWireForm()
    {
        Assert.Equal("""{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}""", Item(new UserSaid("Hi")));
        Assert.Equal("""{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hello"}]}""", Item(new AgentSaid("Hello")));
        Assert.Equal("""{"type":"function_call","call_id":"c","name":"book","arguments":"{}"}""", Item(new ToolCalled("c", "book", "{}")));
        Assert.Equal("""{"type":"function_call_output","call_id":"c","output":"yes"}""", Item(new ToolReturned("c", "yes")));
    }

    [Fact]
    public void SmallEvents_HaveTheirWireForm()
    {
        Assert.Equal("""{"type":"response.create","event_id":"response_create_1"}"""u8, OpenAIEventWriter.CreateResponse(1, null));
        Assert.Equal("""{"type":"response.create","event_id":"response_create_2","response":{"instructions":"Greet."}}"""u8, OpenAIEventWriter.CreateResponse(2, "Greet."));
        Assert.Equal("""{"type":"response.cancel","response_id":"resp_1"}"""u8, OpenAIEventWriter.CancelResponse("resp_1"));
        Assert.Equal("""{"type":"conversation.item.truncate","item_id":"item_1","content_index":0,"audio_end_ms":120}"""u8, OpenAIEventWriter.Truncate("item_1", 120));
        Assert.Equal("""{"type":"conversation.item.delete","item_id":"item_1"}"""u8, OpenAIEventWriter.DeleteItem("item_1"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(479)]
    [InlineData(480)]
    public void AudioAppend_AnyLength_IsTheSamplesInBase64(int samples)
    {
        var pcm = Enumerable.Range(0, samples).Select(index => (short)((index * 977) - 20_000)).ToArray();
        var message = AudioAppendWriter.Write(pcm);
        var json = Read(message.Buffer.AsSpan(0, message.Length).ToArray());
        var bytes = json.GetProperty("audio").GetBytesFromBase64();
        ArrayPool<byte>.Shared.Return(message.Buffer);

        Assert.True(message.Pooled);
        Assert.Equal("input_audio_buffer.append", json.GetProperty("type").GetString());
        Assert.Equal(pcm, Enumerable.Range(0, bytes.Length / 2).Select(index => BitConverter.ToInt16(bytes, index * 2)));
    }

    private static string Item(ConversationItem item) => Read(OpenAIEventWriter.CreateItem(item)).GetProperty("item").GetRawText();

    private static JsonElement Read(byte[] message) => JsonDocument.Parse(message).RootElement;
}
