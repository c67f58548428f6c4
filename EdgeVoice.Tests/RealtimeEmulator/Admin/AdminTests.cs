using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

namespace EdgeVoice.Tests.RealtimeEmulator.Admin;

public sealed class AdminTests(SharedEmulator shared)
{
    [Fact]
    public async Task Sessions_LiveAndEnded_TellWhatWasSentAndTruncated()
    {
        await using var emulator = await EmulatorHost.StartAsync("KeptSessions=1");
        await using (var early = await emulator.ConnectAsync())
        {
            await early.WaitAsync("session.created");
        }

        await using var client = await emulator.ConnectAsync();
        await client.UpdateAsync("You are the EdgeVoice echo line.");
        await client.SendAudioAsync(TestAudio.Silence(250));
        await client.SendAsync(new { type = "response.create" });
        await client.WaitAsync("response.done");
        var itemId = client.First("response.output_audio.delta").GetProperty("item_id").GetString()!;
        await client.SendAsync(new { type = "conversation.item.truncate", item_id = itemId, content_index = 0, audio_end_ms = 300 });
        await client.WaitAsync("conversation.item.truncated");

        var sessions = await GetAsync(emulator, "/admin/sessions");
        var session = sessions.EnumerateArray().Single(entry => entry.GetProperty("id").GetString() == client.Id);
        var items = await GetAsync(emulator, $"/admin/sessions/{client.Id}/items");

        Assert.Equal(2, sessions.GetArrayLength());
        Assert.Equal(250, session.GetProperty("audioReceivedMs").GetDouble());
        var sentMs = session.GetProperty("audioSentMs").GetProperty(itemId).GetDouble();
        Assert.Equal(client.All("response.output_audio.delta").Sum(delta => delta.GetProperty("delta").GetBytesFromBase64().Length) / 48.0, sentMs, 0.01);
        var truncation = session.GetProperty("truncations")[0];
        Assert.Equal(300, truncation.GetProperty("audioEndMs").GetInt32());
        Assert.Equal(Math.Round(sentMs), truncation.GetProperty("sentMs").GetDouble());
        Assert.Equal("Echo line. Say something.", items[0].GetProperty("fullText").GetString());
        Assert.Equal(300, items[0].GetProperty("keptMs").GetDouble());
        Assert.Contains("response.done", session.GetProperty("lastEvents").EnumerateArray().Select(entry => entry.GetProperty("type").GetString()));
        Assert.DoesNotContain(EmulatorHost.Key, sessions.GetRawText());
    }

    [Fact]
    public async Task Faults_AddListDelete_AreOnePlan()
    {
        await using var emulator = await EmulatorHost.StartAsync("Faults:0:Kind=server_error", "Faults:0:AfterResponses=2");

        using var added = await emulator.Http.PostAsJsonAsync("/admin/faults", new[] { new { kind = "close_1006", afterMs = 300 } }, TestContext.Current.CancellationToken);
        var listed = await GetAsync(emulator, "/admin/faults");
        using var deleted = await emulator.Http.DeleteAsync("/admin/faults", TestContext.Current.CancellationToken);

        Assert.Equal(["server_error", "close_1006"], listed.EnumerateArray().Select(entry => entry.GetProperty("fault").GetProperty("kind").GetString()));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(0, (await GetAsync(emulator, "/admin/faults")).GetArrayLength());
    }

    [Theory]
    [InlineData("nonsense", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind":"close_1006","afterms":"x"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind":"close_1006","colour":"red"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind":"boom"}""", HttpStatusCode.BadRequest)]
    [InlineData("""[null]""", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind":"close_1006","session":"sess_none"}""", HttpStatusCode.NotFound)]
    public async Task Faults_WrongBody_IsRefusedWithTheReason(string body, HttpStatusCode status)
    {
        var emulator = await shared.StartAsync();
        using var content = new StringContent(body);

        using var answer = await emulator.Http.PostAsync("/admin/faults", content, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.NotEmpty(JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("error").GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Start_WrongConfiguration_NamesTheSetting()
    {
        var exception = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => EmulatorHost.StartAsync("ApiKey=", "Speed=0", "Faults:0:Kind=boom"));

        Assert.Equal(["RealtimeEmulator__ApiKey", "RealtimeEmulator__Speed", "RealtimeEmulator__Faults__0"], exception.Failures.Select(failure => failure.Split([' ', ':'])[0]));
    }

    private static async Task<JsonElement> GetAsync(EmulatorHost emulator, string path) =>
        JsonElement.Parse(await emulator.Http.GetStringAsync(path, TestContext.Current.CancellationToken));
}
