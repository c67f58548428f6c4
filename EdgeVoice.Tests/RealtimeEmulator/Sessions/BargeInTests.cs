using System.Text.Json.Nodes;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

namespace EdgeVoice.Tests.RealtimeEmulator.Sessions;

public sealed class BargeInTests(SharedEmulator shared)
{
    [Fact]
    public async Task Speech_WhileResponding_CancelsTheResponse()
    {
        await using var emulator = await EmulatorHost.StartAsync("Speed=20");
        await using var client = await emulator.ConnectAsync();
        await TellStoryAsync(client);

        await client.SendAudioAsync(TestAudio.Tone(600));
        var response = (await client.WaitAsync("response.done")).GetProperty("response");

        Assert.Equal("cancelled", response.GetProperty("status").GetString());
        Assert.Equal("turn_detected", response.GetProperty("status_details").GetProperty("reason").GetString());
        Assert.Equal("incomplete", response.GetProperty("output")[0].GetProperty("status").GetString());
        var types = client.Types().ToList();
        Assert.True(types.LastIndexOf("input_audio_buffer.speech_started") < types.IndexOf("response.done"));
        Assert.True(types.LastIndexOf("response.output_audio.delta") < types.IndexOf("response.output_audio.done"));
    }

    [Fact]
    public async Task Speech_InterruptResponseOff_LetsTheResponseFinishAndStartsNoSecond()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("delta_stall;durationMs=1500;afterMs=500");
        await client.UpdateAsync("You are a storyteller.",
            new JsonObject { ["turn_detection"] = new JsonObject { ["type"] = "server_vad", ["interrupt_response"] = false } });
        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.output_audio.delta");

        await client.SendAudioAsync(TestAudio.Join(TestAudio.Tone(600), TestAudio.Silence(500)));
        await client.WaitForErrorAsync("conversation_already_has_active_response");

        Assert.Equal("completed", (await client.WaitAsync("response.done")).GetProperty("response").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Truncate_WithinAndBeyondWhatWasSent_IsCheckedToTheMillisecond()
    {
        await using var emulator = await EmulatorHost.StartAsync("Speed=20");
        await using var client = await emulator.ConnectAsync();
        await TellStoryAsync(client);
        await client.SendAudioAsync(TestAudio.Tone(600));
        await client.WaitAsync("response.done");
        var itemId = client.First("response.output_audio.delta").GetProperty("item_id").GetString();
        var sentMs = client.All("response.output_audio.delta").Sum(delta => delta.GetProperty("delta").GetBytesFromBase64().Length) / 48;

        await client.SendAsync(new { type = "conversation.item.truncate", item_id = itemId, content_index = 0, audio_end_ms = sentMs + 1 });
        var error = await client.WaitForErrorAsync("invalid_value");
        await client.SendAsync(new { type = "conversation.item.truncate", item_id = itemId, content_index = 0, audio_end_ms = sentMs - 40 });
        var truncated = await client.WaitAsync("conversation.item.truncated");
        await client.SendAsync(new { type = "conversation.item.truncate", item_id = itemId, content_index = 0, audio_end_ms = sentMs });
        await client.WaitAsync("error", 2);
        await client.SendAsync(new { type = "conversation.item.retrieve", item_id = itemId });
        var item = (await client.WaitAsync("conversation.item.retrieved")).GetProperty("item");

        Assert.Equal($"Audio content of {sentMs}ms is already shorter than {sentMs + 1}ms", error.GetProperty("message").GetString());
        Assert.Equal(sentMs - 40, truncated.GetProperty("audio_end_ms").GetInt32());
        Assert.Equal($"Audio content of {sentMs - 40}ms is already shorter than {sentMs}ms",
            client.All("error").Last().GetProperty("error").GetProperty("message").GetString());
        Assert.False(item.GetProperty("content")[0].TryGetProperty("transcript", out _));
    }

    [Fact]
    public async Task Truncate_UserOrReplayedItem_IsNoModelAudio()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.SendAsync("""{"type":"conversation.item.create","item":{"id":"u1","type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}}""");

        await client.SendAsync(new { type = "conversation.item.truncate", item_id = "u1", content_index = 0, audio_end_ms = 0 });
        var error = await client.WaitForErrorAsync("unsupported_content_type");
        await client.SendAsync(new { type = "conversation.item.truncate", item_id = "u2", content_index = 0, audio_end_ms = 0 });
        await client.WaitForErrorAsync("item_truncate_invalid_item_id");

        Assert.Equal("Only model output audio messages can be truncated", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Cancel_WithAndWithoutAResponse_EndsItOrIsRefused()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("slow_first_audio;durationMs=60000");

        await client.SendAsync(new { type = "response.cancel" });
        await client.WaitForErrorAsync("response_cancel_not_active");
        await client.SendAsync(new { type = "response.create" });
        var id = (await client.WaitAsync("response.created")).GetProperty("response").GetProperty("id").GetString();
        await client.SendAsync(new { type = "response.create" });
        var active = await client.WaitForErrorAsync("conversation_already_has_active_response");
        await client.SendAsync(new { type = "response.cancel", response_id = id });
        var response = (await client.WaitAsync("response.done")).GetProperty("response");

        Assert.Equal($"Conversation already has an active response in progress: {id}. Wait until the response is finished before creating a new one.",
            active.GetProperty("message").GetString());
        Assert.Equal("client_cancelled", response.GetProperty("status_details").GetProperty("reason").GetString());
        Assert.Equal(0, response.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    private static async Task TellStoryAsync(RealtimeClient client)
    {
        await client.UpdateAsync("You are a storyteller.");
        await client.SendAudioAsync(TestAudio.Join(TestAudio.Tone(600), TestAudio.Silence(500)));
        await client.WaitAsync("response.output_audio.delta", 3);
    }
}
