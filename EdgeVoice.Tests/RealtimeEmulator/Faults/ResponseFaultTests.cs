using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

namespace EdgeVoice.Tests.RealtimeEmulator.Faults;

public sealed class ResponseFaultTests(SharedEmulator shared)
{
    private const string Echo = "You are the EdgeVoice echo line.";

    [Fact]
    public async Task Close1006_MidResponse_CutsTheConnectionWithoutAClose()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("close_1006;afterMs=300");
        await AskAsync(client);

        await client.WaitForEndAsync();

        Assert.Null(client.CloseStatus);
        Assert.Empty(client.All("response.done"));
    }

    [Fact]
    public async Task DeltaStall_ForEver_StopsWithinTheResponse()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("delta_stall;afterMs=300");
        await AskAsync(client);
        await client.WaitAsync("response.output_audio.delta", 3);

        await client.SendAsync(new { type = "response.cancel" });
        await client.WaitAsync("response.done");

        Assert.Equal(3, client.All("response.output_audio.delta").Count());
    }

    [Fact]
    public async Task DeltaStall_ForATime_GoesOnAfterwards()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("delta_stall;afterMs=300;durationMs=300");
        await AskAsync(client);

        Assert.Equal("completed", (await client.WaitAsync("response.done")).GetProperty("response").GetProperty("status").GetString());
    }

    [Fact]
    public async Task SlowFirstAudio_OnTheSecondResponse_DelaysThatOneOnly()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("slow_first_audio;durationMs=60000;afterResponses=1");
        await AskAsync(client);
        await client.WaitAsync("response.done");

        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.content_part.added", 2);
        await client.SendAsync(new { type = "response.cancel" });
        var second = (await client.WaitAsync("response.done", 2)).GetProperty("response");

        Assert.Equal(0, second.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    [Fact]
    public async Task NoResponse_AfterATurn_CommitsAndKeepsSilent()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("no_response");
        await client.UpdateAsync(Echo);
        await client.SendAudioAsync(TestAudio.Join(TestAudio.Tone(800), TestAudio.Silence(400)));
        await client.WaitAsync("conversation.item.done");

        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.done");

        Assert.Single(client.All("response.created"));
    }

    [Fact]
    public async Task ResponseFailed_Planned_EndsWithAServerError()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("response_failed");
        await AskAsync(client);

        var response = (await client.WaitAsync("response.done")).GetProperty("response");

        Assert.Equal("failed", response.GetProperty("status").GetString());
        Assert.Equal("server_error", response.GetProperty("status_details").GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("max_output_tokens")]
    [InlineData("content_filter")]
    public async Task ResponseIncomplete_Planned_EndsHalfWay(string reason)
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync($"response_incomplete;reason={reason}");
        await AskAsync(client);

        var response = (await client.WaitAsync("response.done")).GetProperty("response");

        Assert.Equal("incomplete", response.GetProperty("status").GetString());
        Assert.Equal(reason, response.GetProperty("status_details").GetProperty("reason").GetString());
        Assert.NotEqual("Echo line. Say something.", client.First("response.output_audio_transcript.done").GetProperty("transcript").GetString());
    }

    [Fact]
    public async Task TranscriptAfterDone_Planned_ComesLast()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("transcript_after_done");
        await client.UpdateAsync(Echo, new JsonObject { ["transcription"] = new JsonObject { ["model"] = "whisper-1" } });
        await client.SendAudioAsync(TestAudio.Join(TestAudio.Tone(800), TestAudio.Silence(400)));

        await client.WaitAsync("conversation.item.input_audio_transcription.completed");

        var types = client.Types().ToList();
        Assert.True(types.IndexOf("response.done") < types.IndexOf("conversation.item.input_audio_transcription.delta"));
    }

    [Fact]
    public async Task DuplicateCancel_Planned_EndsTheResponseTwice()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("duplicate_cancel, slow_first_audio;durationMs=60000");
        await AskAsync(client);
        await client.WaitAsync("response.created");

        await client.SendAsync(new { type = "response.cancel" });
        await client.WaitAsync("response.done", 2);
        await client.WaitForErrorAsync("response_cancel_not_active");

        Assert.Single(client.All("response.done").Select(done => done.GetProperty("response").GetProperty("id").GetString()).Distinct());
    }

    [Fact]
    public async Task LateCancel_Planned_CancelsWhatWasCompleted()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("late_cancel");
        await AskAsync(client);

        await client.WaitAsync("response.done", 2);

        Assert.Equal(["completed", "cancelled"], client.All("response.done").Select(done => done.GetProperty("response").GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Lies_Planned_SendWhatTheProtocolDoesNotKnow()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("duplicate_delta, unknown_event, garbage_json");
        client.Unchecked = true;
        await AskAsync(client);
        await client.WaitAsync("response.done");

        var deltas = client.All("response.output_audio.delta").Select(delta => delta.GetProperty("delta").GetString()).ToArray();
        Assert.Equal(deltas[0], deltas[1]);
        Assert.Contains("response.output_hologram.delta", client.Types());
        Assert.Single(client.Garbage);
    }

    [Fact]
    public async Task Script_OfAFile_IsPlayedInsteadOfTheSecondResponse()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("script;reason=empty-response;afterResponses=1");
        client.Unchecked = true;
        await AskAsync(client);
        await client.WaitAsync("response.done");
        var heard = client.All("response.output_audio.delta").Count();

        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.done", 2);

        Assert.Equal(heard, client.All("response.output_audio.delta").Count());
    }

    [Fact]
    public void Kinds_EachOne_IsCoveredByATestOfThisFolder()
    {
        var folder = EdgeVoice.Tests.Shared.RepositoryRoot.Combine("EdgeVoice.Tests", "RealtimeEmulator", "Faults");
        var tests = string.Concat(Directory.EnumerateFiles(folder, "*.cs").Select(File.ReadAllText));
        var constants = typeof(FaultKinds).GetFields().Where(field => field.IsLiteral).ToDictionary(field => (string)field.GetRawConstantValue()!, field => field.Name);

        Assert.All(FaultKinds.All, kind => Assert.True(
            tests.Contains($"\"{kind}", StringComparison.Ordinal) || tests.Contains($", {kind}", StringComparison.Ordinal)
                || tests.Contains($"FaultKinds.{constants.GetValueOrDefault(kind, "-")}", StringComparison.Ordinal), kind));
    }

    private static async Task AskAsync(RealtimeClient client)
    {
        await client.UpdateAsync(Echo);
        await client.SendAsync(new { type = "response.create" });
    }
}
