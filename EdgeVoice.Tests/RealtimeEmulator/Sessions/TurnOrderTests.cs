using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

namespace EdgeVoice.Tests.RealtimeEmulator.Sessions;

public sealed class TurnOrderTests(SharedEmulator shared)
{
    private static readonly string[] s_order =
    [
        "session.created", "session.updated",
        "input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", "input_audio_buffer.committed",
        "conversation.item.added", "conversation.item.done",
        "response.created", "response.output_item.added", "conversation.item.added", "response.content_part.added",
        "response.output_audio.done", "response.output_audio_transcript.done", "response.content_part.done", "response.output_item.done",
        "conversation.item.done", "response.done", "rate_limits.updated",
    ];

    [Fact]
    public async Task SpokenTurn_ServerVad_GoesInTheProvidersOrder()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync("You are the EdgeVoice echo line.");

        await client.SendAudioAsync(TestAudio.Join(TestAudio.Silence(500), TestAudio.Tone(1500), TestAudio.Silence(600)));
        await client.WaitAsync("rate_limits.updated");

        var types = client.Types().Where(type => !type.EndsWith(".delta", StringComparison.Ordinal)).ToArray();
        Assert.Equal(s_order, types);
        var itemIds = s_order[2..5].Select(type => client.First(type).GetProperty("item_id").GetString()).Append(client.First("conversation.item.added").GetProperty("item").GetProperty("id").GetString());
        Assert.Single(itemIds.Distinct());
        Assert.Equal(200, client.First("input_audio_buffer.speech_started").GetProperty("audio_start_ms").GetInt64(), 20.0);
        Assert.Equal(2200, client.First("input_audio_buffer.speech_stopped").GetProperty("audio_end_ms").GetInt64(), 40.0);
    }

    [Fact]
    public async Task Response_Streamed_InterleavesWordsWithAudioAndCountsWhatItSent()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync("You work at the front desk of the Harbour Hotel.");

        await client.SendAsync(new { type = "response.create" });
        var response = (await client.WaitAsync("response.done")).GetProperty("response");

        var order = client.Types().Where(type => type.EndsWith("audio.delta", StringComparison.Ordinal) || type.EndsWith("transcript.delta", StringComparison.Ordinal)).ToArray();
        var turns = order.Zip(order.Skip(1)).Count(pair => pair.First != pair.Second);
        Assert.True(turns > 8, $"{turns} changes between words and audio");
        var said = string.Concat(client.All("response.output_audio_transcript.delta").Select(delta => delta.GetProperty("delta").GetString()));
        Assert.Equal("Good evening, Harbour Hotel, front desk. How can I help you?", said);
        Assert.Equal(said, response.GetProperty("output")[0].GetProperty("content")[0].GetProperty("transcript").GetString());
        var audioMs = client.All("response.output_audio.delta").Sum(delta => delta.GetProperty("delta").GetBytesFromBase64().Length) / 48.0;
        Assert.InRange(audioMs, 2500, 6000);
        Assert.Equal((int)Math.Ceiling(audioMs / 50), response.GetProperty("usage").GetProperty("output_token_details").GetProperty("audio_tokens").GetInt32());
        Assert.Equal("completed", response.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Transcription_WhenSet_ComesFromTheScenario()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync("You are a storyteller.", new JsonObject { ["transcription"] = new JsonObject { ["model"] = "gpt-4o-transcribe" } });

        await client.SendAudioAsync(TestAudio.Join(TestAudio.Tone(800), TestAudio.Silence(500)));
        var completed = await client.WaitAsync("conversation.item.input_audio_transcription.completed");

        Assert.Equal("Tell me a story about the harbour.", completed.GetProperty("transcript").GetString());
        Assert.Equal(client.First("input_audio_buffer.committed").GetProperty("item_id").GetString(), completed.GetProperty("item_id").GetString());
        Assert.Equal("Tell me a story about the harbour.", string.Concat(
            client.All("conversation.item.input_audio_transcription.delta").Select(delta => delta.GetProperty("delta").GetString())));
    }

    [Fact]
    public async Task Transcription_WithoutScript_SaysHonestlyHowLongTheSpeechWas()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync("You are the EdgeVoice echo line.", new JsonObject { ["transcription"] = new JsonObject { ["model"] = "whisper-1" } });

        await client.SendAudioAsync(TestAudio.Join(TestAudio.Tone(2000), TestAudio.Silence(500)));

        Assert.Equal("(speech, 2.0 s)", (await client.WaitAsync("conversation.item.input_audio_transcription.completed")).GetProperty("transcript").GetString());
    }

    [Theory]
    [InlineData("audio/pcmu")]
    [InlineData("audio/pcma")]
    public async Task SpokenTurn_G711_IsHeardAndAnsweredInTheSameFormat(string format)
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        var audio = new JsonObject { ["type"] = format };
        await client.SendAsync(new JsonObject
        {
            ["type"] = "session.update",
            ["session"] = new JsonObject
            {
                ["type"] = "realtime",
                ["instructions"] = "You are the EdgeVoice echo line.",
                ["audio"] = new JsonObject { ["input"] = new JsonObject { ["format"] = audio }, ["output"] = new JsonObject { ["format"] = audio.DeepClone() } },
            },
        }.ToJsonString());
        await client.WaitAsync("session.updated");

        var encoded = EdgeVoice.RealtimeEmulator.Audio.AudioFormat.Find(format)!.Encode(TestAudio.Join(TestAudio.Tone(1000), TestAudio.Silence(500)));
        await client.SendAsync(new { type = "input_audio_buffer.append", audio = Convert.ToBase64String(encoded) });
        await client.WaitAsync("response.done");

        Assert.Equal("I heard 1.0 seconds of speech.", client.First("response.output_audio_transcript.done").GetProperty("transcript").GetString());
        var bytes = client.All("response.output_audio.delta").Sum(delta => delta.GetProperty("delta").GetBytesFromBase64().Length);
        Assert.InRange(bytes / 8.0, 1000, 5000);
    }

    [Fact]
    public async Task ManualTurn_NoTurnDetection_WaitsForCommitAndCreate()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync("You are the EdgeVoice echo line.", new JsonObject { ["turn_detection"] = null });

        await client.SendAsync(new { type = "input_audio_buffer.commit" });
        await client.WaitForErrorAsync("input_audio_buffer_commit_empty");
        await client.SendAudioAsync(TestAudio.Join(TestAudio.Tone(700), TestAudio.Silence(900)));
        await client.SendAsync(new { type = "input_audio_buffer.commit" });
        await client.WaitAsync("input_audio_buffer.committed");
        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.done");
        await client.SendAsync(new { type = "input_audio_buffer.clear" });
        await client.WaitAsync("input_audio_buffer.cleared");

        Assert.Equal("I heard 0.7 seconds of speech.", client.First("response.output_audio_transcript.done").GetProperty("transcript").GetString());
        Assert.Empty(client.All("input_audio_buffer.speech_started"));
    }

    [Fact]
    public async Task IdleTimeout_OnTheAudioClock_AsksAgain()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync("You are the EdgeVoice echo line.",
            new JsonObject { ["turn_detection"] = new JsonObject { ["type"] = "server_vad", ["idle_timeout_ms"] = 5000 } });
        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.done");
        var spokenMs = client.All("response.output_audio.delta").Sum(delta => delta.GetProperty("delta").GetBytesFromBase64().Length) / 48;

        await client.SendAudioAsync(TestAudio.Silence(spokenMs + 4800), 400);
        await client.SendAsync(new { type = "conversation.item.retrieve", item_id = "item_none" });
        await client.WaitForErrorAsync("item_retrieve_invalid_item_id");
        Assert.Empty(client.All("input_audio_buffer.timeout_triggered"));
        await client.SendAudioAsync(TestAudio.Silence(400));
        await client.WaitAsync("response.done", 2);

        Assert.Equal(5000, Length(client.First("input_audio_buffer.timeout_triggered")), 150.0);
        Assert.Equal("I heard nothing.", client.All("response.output_audio_transcript.done").Last().GetProperty("transcript").GetString());

        static double Length(JsonElement timeout) => timeout.GetProperty("audio_end_ms").GetInt64() - timeout.GetProperty("audio_start_ms").GetInt64();
    }
}
