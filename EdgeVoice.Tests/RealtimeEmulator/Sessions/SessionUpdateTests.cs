using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

namespace EdgeVoice.Tests.RealtimeEmulator.Sessions;

public sealed class SessionUpdateTests(SharedEmulator shared)
{
    [Fact]
    public async Task Connect_Always_ShowsTheDefaultSessionFirst()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();

        var session = (await client.WaitAsync("session.created")).GetProperty("session");

        Assert.Equal("session.created", client.Types()[0]);
        Assert.Equal("gpt-realtime", session.GetProperty("model").GetString());
        Assert.Equal("""{"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,"silence_duration_ms":200,"idle_timeout_ms":null,"create_response":true,"interrupt_response":true}""",
            session.GetProperty("audio").GetProperty("input").GetProperty("turn_detection").GetRawText());
        Assert.Equal(60 * 60, session.GetProperty("expires_at").GetInt64() - DateTimeOffset.UtcNow.ToUnixTimeSeconds(), 30.0);
    }

    [Fact]
    public async Task Update_PartOfTheSession_KeepsTheRestAndEmptyValuesClear()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.WaitAsync("session.created");

        await client.SendAsync("""
            {"type":"session.update","session":{"type":"realtime","instructions":"first","tools":[{"type":"function","name":"look"}],
            "audio":{"input":{"transcription":{"model":"whisper-1"},"turn_detection":{"type":"server_vad","silence_duration_ms":700}},"output":{"voice":"cedar","speed":1.25}}}}
            """);
        var first = (await client.WaitAsync("session.updated")).GetProperty("session");
        await client.SendAsync("""
            {"type":"session.update","session":{"type":"realtime","instructions":"","tools":[],"audio":{"input":{"transcription":null,"turn_detection":{"type":"server_vad","threshold":0.7}}}}}
            """);
        var second = (await client.WaitAsync("session.updated", 2)).GetProperty("session");

        Assert.Equal("first", first.GetProperty("instructions").GetString());
        Assert.Equal("auto", first.GetProperty("tool_choice").GetString());
        Assert.Equal("", second.GetProperty("instructions").GetString());
        Assert.Equal(0, second.GetProperty("tools").GetArrayLength());
        var input = second.GetProperty("audio").GetProperty("input");
        Assert.Equal(JsonValueKind.Null, input.GetProperty("transcription").ValueKind);
        Assert.Equal(700, input.GetProperty("turn_detection").GetProperty("silence_duration_ms").GetInt32());
        Assert.Equal(0.7, input.GetProperty("turn_detection").GetProperty("threshold").GetDouble());
        Assert.Equal("cedar", second.GetProperty("audio").GetProperty("output").GetProperty("voice").GetString());
    }

    [Theory]
    [InlineData("""{"instructions":"x"}""", "missing_required_parameter", "session.type")]
    [InlineData("""{"type":"transcription"}""", "invalid_value", "session.type")]
    [InlineData("""{"type":"realtime","model":"gpt-realtime-2"}""", "invalid_value", "session.model")]
    [InlineData("""{"type":"realtime","modalities":["audio"]}""", "unknown_parameter", "session.modalities")]
    [InlineData("""{"type":"realtime","output_modalities":["audio","text"]}""", "invalid_value", "session.output_modalities")]
    [InlineData("""{"type":"realtime","audio":{"input":{"format":{"type":"audio/pcm","rate":16000}}}}""", "invalid_value", "session.audio.input.format.rate")]
    [InlineData("""{"type":"realtime","audio":{"input":{"turn_detection":{"type":"server_vad","idle_timeout_ms":100}}}}""", "invalid_value", "session.audio.input.turn_detection.idle_timeout_ms")]
    [InlineData("""{"type":"realtime","audio":{"input":{"turn_detection":{"type":"semantic_vad","threshold":0.4}}}}""", "unknown_parameter", "session.audio.input.turn_detection.threshold")]
    [InlineData("""{"type":"realtime","audio":{"output":{"voice":"nobody"}}}""", "invalid_value", "session.audio.output.voice")]
    [InlineData("""{"type":"realtime","audio":{"output":{"speed":3}}}""", "invalid_value", "session.audio.output.speed")]
    [InlineData("""{"type":"realtime","max_output_tokens":0}""", "invalid_value", "session.max_output_tokens")]
    [InlineData("""{"type":"realtime","tools":[{"type":"function"}]}""", "missing_required_parameter", "session.tools[0].name")]
    public async Task Update_WrongField_IsRefusedByNameAndChangesNothing(string session, string code, string param)
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.WaitAsync("session.created");

        await client.SendAsync($$"""{"type":"session.update","event_id":"mine","session":{{session}}}""");
        var error = await client.WaitForErrorAsync(code);
        await client.UpdateAsync("still here");

        Assert.Equal(param, error.GetProperty("param").GetString());
        Assert.Equal("mine", error.GetProperty("event_id").GetString());
        var before = JsonNode.Parse(client.Session.GetRawText())!;
        before["instructions"] = "still here";
        Assert.True(JsonNode.DeepEquals(before, JsonNode.Parse(client.First("session.updated").GetProperty("session").GetRawText())));
    }

    [Fact]
    public async Task Update_VoiceAfterAudio_IsRefused()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync("You are the EdgeVoice echo line.");
        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.output_audio.delta");

        await client.SendAsync("""{"type":"session.update","session":{"type":"realtime","audio":{"output":{"voice":"coral"}}}}""");

        Assert.Equal("session.audio.output.voice", (await client.WaitForErrorAsync("cannot_update_voice")).GetProperty("param").GetString());
    }
}
