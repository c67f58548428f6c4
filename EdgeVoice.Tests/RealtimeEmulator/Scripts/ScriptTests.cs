using System.Net.Http.Json;
using System.Text.Json;
using EdgeVoice.RealtimeEmulator.Scripts;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

namespace EdgeVoice.Tests.RealtimeEmulator.Scripts;

/// <summary>Cases from the field, played by the emulator instead of its own events.</summary>
public sealed class ScriptTests(SharedEmulator shared)
{
    [Fact]
    public void Shipped_EachHasATitleAndDoesSomething()
    {
        Assert.Equal(11, ScriptCatalog.Shipped.Count);
        Assert.All(ScriptCatalog.Shipped, script => Assert.Empty(ScriptRules.Errors(script.Value)));
        Assert.All(ScriptCatalog.Shipped, script => Assert.NotEmpty(script.Value.About));
    }

    [Fact]
    public async Task EmptyResponse_EndsWithoutASound_AndTheNextIsAsAlways()
    {
        await using var client = await PlayAsync("empty-response");
        await client.SendAsync(new { type = "response.create" });
        var done = await client.WaitAsync("response.done");
        Assert.Empty(client.All("response.output_audio.delta"));

        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.done", 2);
        Assert.NotEmpty(client.All("response.output_audio.delta"));
        Assert.Equal("completed", done.GetProperty("response").GetProperty("status").GetString());
    }

    [Fact]
    public async Task RateLimited_EveryResponseFailsForASecondAndAHalf()
    {
        await using var client = await PlayAsync("rate-limited");
        foreach (var number in Enumerable.Range(1, 3))
        {
            await client.SendAsync(new { type = "response.create" });
            await client.WaitAsync("response.done", number);
        }

        Assert.All(client.All("response.done"), done => Assert.Contains("rate_limit_exceeded", done.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task OddDeltas_AreOddAndTogetherTheTone()
    {
        await using var client = await PlayAsync("odd-deltas");
        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.done");

        var deltas = client.All("response.output_audio.delta").Select(delta => delta.GetProperty("delta").GetBytesFromBase64().Length).ToArray();
        Assert.All(deltas.SkipLast(1), length => Assert.Equal(4801, length));
        Assert.Equal(96_000, deltas.Sum());
    }

    [Fact]
    public async Task ToolCall_OfAScript_TakesItsOutput()
    {
        await using var client = await PlayAsync("empty-after-tool");
        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.done");
        var callId = client.First("response.function_call_arguments.done").GetProperty("call_id").GetString();
        await client.SendAsync(new { type = "conversation.item.create", item = new { type = "function_call_output", call_id = callId, output = "{}" } });
        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.done", 2);

        Assert.Empty(client.All("error"));
        Assert.Empty(client.All("response.output_audio.delta"));
    }

    [Fact]
    public async Task LateAudio_ComesAfterTheEndOfTheCancelledResponse()
    {
        await using var client = await PlayAsync("late-audio");
        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.output_audio.delta");
        await client.SendAsync(new { type = "response.cancel" });
        await client.WaitAsync("response.done");
        var before = client.All("response.output_audio.delta").Count();

        await client.WaitAsync("response.output_audio.delta", before + 3);
    }

    [Fact]
    public async Task Speech_WhoseEndIsNotTold_IsCommittedByTheClient()
    {
        await using var client = await PlayAsync("endless-speech");
        await client.SendAudioAsync(TestAudio.Join(TestAudio.Tone(800), TestAudio.Silence(1500)));
        await client.WaitAsync("input_audio_buffer.speech_started");
        await client.SendAsync(new { type = "input_audio_buffer.commit" });
        await client.WaitAsync("input_audio_buffer.committed");

        Assert.Empty(client.All("input_audio_buffer.speech_stopped"));
    }

    [Fact]
    public async Task Transcription_Fails_WithItsCode()
    {
        await using var client = await PlayAsync("transcription-failed");
        await client.UpdateAsync("You are kind.", new() { ["transcription"] = new System.Text.Json.Nodes.JsonObject { ["model"] = "gpt-4o-mini-transcribe" } });
        await client.SendAudioAsync(TestAudio.Join(TestAudio.Tone(800), TestAudio.Silence(1500)));

        var failed = await client.WaitAsync("conversation.item.input_audio_transcription.failed");
        Assert.Equal("model_not_found", failed.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Script_InTheFault_IsPlayedAsItStands()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        var send = """{"type":"response.done","response":{"id":"{{response}}","status":"cancelled","status_details":null,"output":[],"usage":null}}""";
        using var added = await emulator.Http.PostAsJsonAsync("/admin/faults", new { kind = "script", script = new { responses = new[] { new { steps = new[] { new { send } } } } } });
        added.EnsureSuccessStatusCode();
        await using var client = await emulator.ConnectAsync();
        client.Unchecked = true;
        await client.SendAsync(new { type = "response.create" });

        Assert.Equal("cancelled", (await client.WaitAsync("response.done")).GetProperty("response").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("""{"kind":"script"}""", "reason must name a script: closing-words, ")]
    [InlineData("""{"kind":"script","reason":"nothing"}""", "reason must name a script")]
    [InlineData("""{"kind":"script","script":{}}""", "it does nothing")]
    [InlineData("""{"kind":"script","script":{"responses":[{"steps":[{"send":"{}"}]}]}}""", "responses[0].steps[0].send")]
    [InlineData("""{"kind":"script","script":{"responses":[{"steps":[{"sound":{"ms":0}}]}]}}""", "responses[0].steps[0].sound")]
    public async Task Fault_WithAWrongScript_IsRefusedWithThePlace(string fault, string hint)
    {
        var emulator = await shared.StartAsync();
        using var body = new StringContent(fault, System.Text.Encoding.UTF8, "application/json");
        using var response = await emulator.Http.PostAsync("/admin/faults", body);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(hint, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetRawText(), StringComparison.Ordinal);
    }

    private async Task<RealtimeClient> PlayAsync(string script)
    {
        var emulator = await shared.StartAsync();
        var client = await emulator.ConnectAsync($"script;reason={script}");
        // What a script sends is the case's own, and not always whole.
        client.Unchecked = true;
        await client.WaitAsync("session.created");
        return client;
    }
}
