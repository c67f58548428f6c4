using System.Text.Json.Nodes;
using EdgeVoice.Agent.Turns;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

namespace EdgeVoice.Tests.RealtimeEmulator.Responses;

public sealed class ConversationTests(SharedEmulator shared)
{
    private const string Hotel = "You are the front desk of the Harbour Hotel.";

    [Fact]
    public async Task ToolTurn_OutputGiven_IsSpokenAfterTheClientAsks()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync(Hotel, tools: Tools());

        await client.SendAudioAsync(TestAudio.Join(TestAudio.Tone(800), TestAudio.Silence(500)));
        await client.WaitAsync("response.done");
        var call = client.First("response.function_call_arguments.done");
        await client.SendAsync(new
        {
            type = "conversation.item.create",
            item = new { type = "function_call_output", call_id = call.GetProperty("call_id").GetString(), output = """{"message":"Table nine is free."}""" },
        });
        await client.WaitAsync("conversation.item.done", 3);
        Assert.Single(client.All("response.created"));
        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.done", 2);

        Assert.Equal("check_availability", call.GetProperty("name").GetString());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"time":"19:00","guests":2}"""), JsonNode.Parse(call.GetProperty("arguments").GetString()!)));
        Assert.Equal(call.GetProperty("arguments").GetString(),
            string.Concat(client.All("response.function_call_arguments.delta").Select(delta => delta.GetProperty("delta").GetString())));
        Assert.Equal("Table nine is free. Shall I book it for you?", client.First("response.output_audio_transcript.done").GetProperty("transcript").GetString());
    }

    [Fact]
    public async Task Replay_AfterReconnect_GoesOnWithTheNextStep()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync(Hotel, tools: Tools());
        await CreateAsync(client, """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Good evening."}]}""");
        await CreateAsync(client, """{"type":"message","role":"user","content":[{"type":"input_text","text":"A table for two"}]}""");
        await CreateAsync(client, """{"type":"function_call","call_id":"call_1","name":"check_availability","arguments":"{}"}""");
        await CreateAsync(client, """{"type":"function_call_output","call_id":"call_1","output":"free"}""");
        await CreateAsync(client, """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Shall I book it?"}]}""");

        await client.SendAudioAsync(TestAudio.Join(TestAudio.Tone(800), TestAudio.Silence(500)));
        await client.WaitAsync("response.done");

        Assert.Equal("book_table", client.First("response.function_call_arguments.done").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("""{"type":"message","role":"user","content":[{"type":"input_text","text":"Is breakfast included?"}]}""", "You were saying: Is breakfast included? ")]
    [InlineData("""{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Good evening."}]}""", "Are you still there?")]
    public async Task Replay_AfterTheLineWasCutOff_SaysWhatTheTalkWasAboutAndDoesNotGreet(string last, string words)
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync("You are kind.");
        await CreateAsync(client, last);

        await client.SendAsync(new { type = "response.create", response = new { instructions = "The line was cut off and is back. Go on." } });
        await client.WaitAsync("response.done");

        Assert.StartsWith(words, client.First("response.output_audio_transcript.done").GetProperty("transcript").GetString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Endings() => new()
    {
        { TurnPrompts.SayThatTimeIsShort(TimeSpan.FromMinutes(1)), "This call ends soon." },
        { TurnPrompts.SayThatTimeIsUp, "Our time is up. Please call again. Goodbye." },
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Instructions_ThatTheCallEnds_AreSaidWhateverTheTalkWasAbout(string instructions, string words)
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync(Hotel, tools: Tools());
        await CreateAsync(client, """{"type":"message","role":"user","content":[{"type":"input_text","text":"A table for two"}]}""");

        await client.SendAsync(new { type = "response.create", response = new { instructions } });
        await client.WaitAsync("response.done");

        Assert.Equal(words, client.First("response.output_audio_transcript.done").GetProperty("transcript").GetString());
    }

    [Fact]
    public async Task Replay_EndingInToolOutput_SpeaksItAtOnce()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync(Hotel, tools: Tools());
        await CreateAsync(client, """{"type":"message","role":"user","content":[{"type":"input_text","text":"A table for two"}]}""");
        await CreateAsync(client, """{"type":"function_call","call_id":"call_1","name":"check_availability","arguments":"{}"}""");
        await CreateAsync(client, """{"type":"function_call_output","call_id":"call_1","output":"Two are free."}""");

        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.done");

        Assert.Equal("Two are free. Shall I book it for you?", client.First("response.output_audio_transcript.done").GetProperty("transcript").GetString());
    }

    [Fact]
    public async Task ToolTurn_ToolNotOffered_SaysSo()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync(Hotel);
        await CreateAsync(client, """{"type":"message","role":"user","content":[{"type":"input_text","text":"A table for two"}]}""");

        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.done");

        Assert.Contains("check_availability", client.First("response.output_audio_transcript.done").GetProperty("transcript").GetString());
    }

    [Fact]
    public async Task Create_OutOfBandBesideADefaultResponse_RunsBothAndLeavesTheConversation()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("delta_stall;afterMs=100;durationMs=1500");
        await client.UpdateAsync(Hotel);
        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.output_audio.delta");

        await client.SendAsync("""{"type":"response.create","response":{"conversation":"none","output_modalities":["text"],"instructions":"Answer \"yes it is\".","metadata":{"topic":"side"}}}""");
        var beside = (await client.WaitAsync("response.done")).GetProperty("response");
        await client.WaitAsync("response.done", 2);

        Assert.Equal("side", beside.GetProperty("metadata").GetProperty("topic").GetString());
        Assert.Equal("yes it is", client.First("response.output_text.done").GetProperty("text").GetString());
        Assert.Single(client.All("conversation.item.added"));
    }

    [Fact]
    public async Task Create_MaxOutputTokens_EndsIncomplete()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync(Hotel);

        await client.SendAsync("""{"type":"response.create","response":{"max_output_tokens":20}}""");
        var response = (await client.WaitAsync("response.done")).GetProperty("response");

        Assert.Equal("incomplete", response.GetProperty("status").GetString());
        Assert.Equal("max_output_tokens", response.GetProperty("status_details").GetProperty("reason").GetString());
        Assert.Equal(20, response.GetProperty("usage").GetProperty("output_token_details").GetProperty("audio_tokens").GetInt32());
    }

    [Fact]
    public async Task Items_CreateRetrieveDelete_KeepTheirOrder()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        foreach (var (id, previous) in new[] { ("b", null), ("c", null), ("a", "root"), ("bb", "b") })
        {
            await client.SendAsync(new
            {
                type = "conversation.item.create",
                previous_item_id = previous,
                item = new { id, type = "message", role = "user", content = new[] { new { type = "input_text", text = "x" } } },
            });
        }

        await client.WaitAsync("conversation.item.done", 4);
        await client.SendAsync(new { type = "conversation.item.delete", item_id = "c" });
        await client.WaitAsync("conversation.item.deleted");
        await client.SendAsync(new { type = "conversation.item.delete", item_id = "c" });
        await client.WaitForErrorAsync("item_delete_invalid_item_id");
        await client.SendAsync("""{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"call_x","output":"x"}}""");
        await client.WaitForErrorAsync("invalid_tool_call_id");
        await client.SendAsync("""{"type":"conversation.item.create","previous_item_id":"zz","item":{"type":"message","role":"user","content":[]}}""");
        await client.WaitForErrorAsync("item_create_invalid_previous_item_id");

        Assert.Equal([null, "b", null, "b"], client.All("conversation.item.added").Select(added => added.GetProperty("previous_item_id").GetString()));
        var items = await emulator.Http.GetStringAsync($"/admin/sessions/{client.Id}/items", TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b", "bb"], JsonNode.Parse(items)!.AsArray().Select(entry => (string)entry!["item"]!["id"]!));
    }

    private static async Task CreateAsync(RealtimeClient client, string item)
    {
        var count = client.All("conversation.item.done").Count();
        await client.SendAsync($$"""{"type":"conversation.item.create","item":{{item}}}""");
        await client.WaitAsync("conversation.item.done", count + 1);
    }

    private static JsonArray Tools() =>
    [
        new JsonObject { ["type"] = "function", ["name"] = "check_availability", ["parameters"] = new JsonObject { ["type"] = "object" } },
        new JsonObject { ["type"] = "function", ["name"] = "book_table" },
    ];
}
