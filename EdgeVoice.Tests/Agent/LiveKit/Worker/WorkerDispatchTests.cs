using System.Text.Json;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Worker;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Agent.LiveKit.Worker;

/// <summary>The worker against the LiveKit emulator.</summary>
[Collection(NativeCore.Name)]
public sealed class WorkerDispatchTests(LiveKitServerFixture fixture)
{
    private readonly string _room = $"room-{Guid.NewGuid():N}";
    // Rooms of other tests must not dispatch here.
    private readonly string _agent = $"agent-{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispatch_ToARoom_IsServedByJoiningItWithTheJobsToken()
    {
        var server = fixture.Server;
        var handler = new RecordingJobHandler();
        await using var host = await StartAsync(server, handler);
        await using var caller = await Room.ConnectAsync(host.Client, server.Url, server.ParticipantToken(_room, "caller-1"), new RoomConnectOptions { TextTopics = ["lk.transcription"] }, Cancellation);

        await DispatchAsync(server, _room, "{\"callId\":\"call_1\"}");
        var job = await handler.StartedAsync();
        await using var agent = await Room.ConnectAsync(host.Client, job.Url, job.Token, new RoomConnectOptions(), Cancellation);
        await agent.SendTextAsync("what the caller said", new TextStreamOptions("lk.transcription") { SenderIdentity = "caller-1" }, Cancellation);

        Assert.Equal((_room, "{\"callId\":\"call_1\"}", job.AcceptIdentity), (job.RoomName, job.Metadata, agent.LocalIdentity));
        var joined = await caller.NextAsync<ParticipantConnected>();
        Assert.Equal((job.AcceptIdentity, ParticipantKind.Agent), (joined.Participant.Identity, joined.Participant.Kind));
        Assert.Equal("caller-1", (await caller.NextAsync<TextReceived>()).Identity);
        handler.EndJobs();
        await host.UntilAsync(it => it.State.Active == 0, "the end of the job");
    }

    [Fact]
    public async Task Dispatch_BeyondTheSlots_IsNotServed()
    {
        var server = fixture.Server;
        var handler = new RecordingJobHandler();
        await using var host = await StartAsync(server, handler, ("Agent:Slots", "1"));

        await DispatchAsync(server, _room, "first");
        var first = await handler.StartedAsync();
        await DispatchAsync(server, $"{_room}-2", "second");
        // The server offers the job again after each refusal, or drops it; either way one call runs.
        Assert.Equal("first", first.Metadata);
        Assert.Equal(1, host.State.Active);
        handler.EndJobs();
    }

    [Fact]
    public async Task DeleteRoom_WithARunningJob_StopsIt()
    {
        var server = fixture.Server;
        var handler = new RecordingJobHandler();
        await using var host = await StartAsync(server, handler);
        await DispatchAsync(server, _room, "");
        var job = await handler.StartedAsync();

        await server.CallAsync("RoomService/DeleteRoom", _room, JsonSerializer.Serialize(new { room = _room }), Cancellation);

        Assert.Equal(job.Id, await handler.StoppedAsync());
    }

    [Fact]
    public async Task ServerRestart_RegistersAgainAndKeepsTheJob()
    {
        await using var server = await LiveKitEmulatorProcess.StartAsync(Cancellation);
        var handler = new RecordingJobHandler();
        await using var host = await StartAsync(server, handler);
        await DispatchAsync(server, _room, "before");
        await handler.StartedAsync();

        await server.KillAsync();
        await host.UntilAsync(it => !it.State.Registered, "the loss");
        Assert.Equal(1, host.State.Active);
        await server.RestartAsync(Cancellation);
        await host.UntilAsync(it => it.State.Registered, "the new registration");

        await DispatchAsync(server, $"{_room}-2", "after");
        Assert.Equal("after", (await handler.StartedAsync()).Metadata);
        Assert.Equal(2, host.State.Active);
        handler.EndJobs();
    }

    [Fact]
    public async Task Registration_WithAWrongSecret_NamesTheSettings()
    {
        var options = fixture.Server.Options;
        options.ApiSecret = "another-secret-of-at-least-32-bytes";

        await using var host = await WorkerHost.StartAsync(options, new RecordingJobHandler());

        await host.UntilAsync(it => it.Logs.Contains("LiveKit:ApiKey and LiveKit:ApiSecret", StringComparison.Ordinal), "the settings");
        Assert.False(host.State.Registered);
    }

    private async Task<WorkerHost> StartAsync(LiveKitEmulatorProcess server, IJobHandler handler, params (string Key, string Value)[] settings)
    {
        var host = await WorkerHost.StartAsync(server.Options, handler, [("Agent:AgentName", _agent), .. settings]);
        await host.UntilAsync(it => it.State.Registered, "the registration");
        return host;
    }

    private Task<string> DispatchAsync(LiveKitEmulatorProcess server, string room, string metadata) =>
        server.CallAsync("AgentDispatchService/CreateDispatch", room, JsonSerializer.Serialize(new { room, agent_name = _agent, metadata }), Cancellation);
}
