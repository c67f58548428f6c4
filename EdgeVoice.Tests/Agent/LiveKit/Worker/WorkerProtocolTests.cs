using System.Net.WebSockets;
using EdgeVoice.Agent.LiveKit.WorkerWire;
using Google.Protobuf;

namespace EdgeVoice.Tests.Agent.LiveKit.Worker;

/// <summary>The worker against a server that may lie, fall silent or break off.</summary>
[Collection(NativeCore.Name)]
public sealed class WorkerProtocolTests
{
    [Fact]
    public async Task Register_TellsNameKindAndPermissions()
    {
        await using var server = await FakeAgentServer.StartAsync();
        await using var host = await WorkerHost.StartAsync(server.Options, new RecordingJobHandler());

        var register = (await server.ReceiveAsync(message => message.Register is not null)).Register;

        Assert.Equal((JobType.JtRoom, "edgevoice"), (register.Type, register.AgentName));
        Assert.True(register.AllowedPermissions is { CanPublish: true, CanSubscribe: true, CanPublishData: true, Agent: true, Hidden: false });
        Assert.NotEqual(0u, register.PingInterval);
    }

    [Fact]
    public async Task Offer_AtCapacity_IsDeclinedAndStatusFollowsTheSlots()
    {
        await using var server = await FakeAgentServer.StartAsync();
        var handler = new RecordingJobHandler();
        await using var host = await WorkerHost.StartAsync(server.Options, handler, ("Agent:Slots", "1"));
        await server.ReceiveAsync(message => message.UpdateWorker is { Status: WorkerStatus.WsAvailable, Load: 0 });

        var accepted = await server.OfferAsync("AJ_1");
        Assert.True(accepted.Available);
        Assert.Equal("agent-AJ_1", accepted.ParticipantIdentity);
        Assert.False((await server.OfferAsync("AJ_2")).Available);
        await server.AssignAsync("AJ_1");
        await server.ReceiveAsync(message => message.UpdateWorker is { Status: WorkerStatus.WsFull });

        var job = await handler.StartedAsync();
        Assert.Equal(("AJ_1", "room-of-AJ_1", "token-of-the-job", "AD_1", "agent-AJ_1", server.Options.Url), (job.Id, job.RoomName, job.Token, job.DispatchId, job.AcceptIdentity, job.Url));
        Assert.DoesNotContain("token-of-the-job", job.ToString(), StringComparison.Ordinal);
        handler.EndJobs();
        await server.StatusAsync("AJ_1", JobStatus.JsSuccess);
        await server.ReceiveAsync(message => message.UpdateWorker is { Status: WorkerStatus.WsAvailable, JobCount: 0 });
        Assert.True((await server.OfferAsync("AJ_2")).Available);
    }

    [Fact]
    public async Task Offer_NeverAssigned_FreesItsSlot()
    {
        await using var server = await FakeAgentServer.StartAsync();
        await using var host = await WorkerHost.StartAsync(server.Options, new RecordingJobHandler(), ("Agent:AssignmentTimeout", "00:00:00.3"));
        await server.ReceiveAsync(message => message.UpdateWorker is not null);

        Assert.True((await server.OfferAsync("AJ_1")).Available);

        await server.ReceiveAsync(message => message.UpdateWorker is { JobCount: 0 });
        await host.UntilAsync(it => it.Logs.Contains("AJ_1 was accepted but not assigned", StringComparison.Ordinal), "the reason");
    }

    [Fact]
    public async Task Job_ThatThrows_IsReportedAsFailedWithoutSecrets()
    {
        await using var server = await FakeAgentServer.StartAsync();
        var handler = new RecordingJobHandler { Act = _ => throw new InvalidOperationException("no way in: ws://x/?access_token=abc.def") };
        await using var host = await WorkerHost.StartAsync(server.Options, handler);
        await server.ReceiveAsync(message => message.UpdateWorker is not null);

        await server.OfferAsync("AJ_1");
        await server.AssignAsync("AJ_1");

        Assert.Equal("no way in: ws://x/?access_token=[redacted]", (await server.StatusAsync("AJ_1", JobStatus.JsFailed)).Error);
        await host.UntilAsync(it => it.State.Active == 0, "the free slot");
    }

    [Fact]
    public async Task Assignment_WithoutOfferOrToken_RunsOnlyWhatCanRun()
    {
        await using var server = await FakeAgentServer.StartAsync();
        var handler = new RecordingJobHandler();
        await using var host = await WorkerHost.StartAsync(server.Options, handler, ("Agent:Slots", "1"));
        await server.ReceiveAsync(message => message.UpdateWorker is not null);

        await server.SendAsync(new ServerMessage { Assignment = new JobAssignment { Job = new Job { Id = "AJ_0" } } });
        Assert.Contains("no token", (await server.StatusAsync("AJ_0", JobStatus.JsFailed)).Error, StringComparison.Ordinal);
        await server.AssignAsync("AJ_1");
        await server.StatusAsync("AJ_1", JobStatus.JsRunning);
        await server.AssignAsync("AJ_1");
        await server.AssignAsync("AJ_2");
        await server.StatusAsync("AJ_2", JobStatus.JsFailed);

        Assert.Equal(1, host.State.Active);
    }

    [Fact]
    public async Task Termination_OfARunningJob_StopsIt()
    {
        await using var server = await FakeAgentServer.StartAsync();
        var handler = new RecordingJobHandler();
        await using var host = await WorkerHost.StartAsync(server.Options, handler);
        await server.ReceiveAsync(message => message.UpdateWorker is not null);
        await server.AssignAsync("AJ_1");
        await handler.StartedAsync();

        await server.SendAsync(new ServerMessage { Termination = new JobTermination { JobId = "AJ_unknown" } });
        await server.SendAsync(new ServerMessage { Termination = new JobTermination { JobId = "AJ_1" } });

        Assert.Equal("AJ_1", await handler.StoppedAsync());
        await server.StatusAsync("AJ_1", JobStatus.JsSuccess);
    }

    [Fact]
    public async Task LostConnection_WithARunningJob_IsTakenUpAgain()
    {
        await using var server = await FakeAgentServer.StartAsync();
        var handler = new RecordingJobHandler();
        await using var host = await WorkerHost.StartAsync(server.Options, handler);
        await server.ReceiveAsync(message => message.UpdateWorker is not null);
        await server.AssignAsync("AJ_1");
        await handler.StartedAsync();
        Assert.True((await server.OfferAsync("AJ_2")).Available);

        server.RefuseWith = 503;
        server.Drop();
        await host.UntilAsync(it => it.Logs.Contains("answered 503", StringComparison.Ordinal), "the refused attempt");
        Assert.False(host.State.Registered);
        Assert.Equal(1, host.State.Active);
        server.RefuseWith = null;

        var migrate = await server.ReceiveAsync(message => message.MigrateJob is not null);
        Assert.Equal(["AJ_1"], migrate.MigrateJob.JobIds);
        handler.EndJobs();
        await server.StatusAsync("AJ_1", JobStatus.JsSuccess);
    }

    [Fact]
    public async Task JobEnd_WhileDisconnected_IsReportedAfterwards()
    {
        await using var server = await FakeAgentServer.StartAsync();
        var handler = new RecordingJobHandler();
        await using var host = await WorkerHost.StartAsync(server.Options, handler);
        await server.ReceiveAsync(message => message.UpdateWorker is not null);
        await server.AssignAsync("AJ_1");
        await handler.StartedAsync();

        server.RefuseWith = 503;
        server.Drop();
        await host.UntilAsync(it => !it.State.Registered, "the loss");
        handler.EndJobs();
        await host.UntilAsync(it => it.State.Active == 0, "the end of the job");
        server.RefuseWith = null;

        await server.StatusAsync("AJ_1", JobStatus.JsSuccess);
    }

    [Theory]
    [InlineData(401, "LiveKit:ApiKey")]
    [InlineData(404, "LiveKit:Url")]
    public async Task Refusal_NamesTheSettingToCheck(int status, string setting)
    {
        await using var server = await FakeAgentServer.StartAsync();
        server.RefuseWith = status;

        await using var host = await WorkerHost.StartAsync(server.Options, new RecordingJobHandler());

        await host.UntilAsync(it => it.Logs.Contains(setting, StringComparison.Ordinal), setting);
        Assert.DoesNotContain(server.Options.ApiSecret, host.Logs, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RandomFrames_LeaveTheWorkerServing(int seed)
    {
        await using var server = await FakeAgentServer.StartAsync();
        await using var host = await WorkerHost.StartAsync(server.Options, new RecordingJobHandler(), ("Agent:Slots", "1000"));
        await server.ReceiveAsync(message => message.UpdateWorker is not null);
        var random = new Random(seed);
        byte[][] valid =
        [
            new ServerMessage { Availability = new AvailabilityRequest { Job = new Job { Id = "AJ_f" } } }.ToByteArray(),
            new ServerMessage { Assignment = new JobAssignment { Job = new Job { Id = "AJ_g", Room = new Room { Name = "r" } }, Token = "t" } }.ToByteArray(),
            new ServerMessage { Termination = new JobTermination { JobId = "AJ_f" } }.ToByteArray(),
            new ServerMessage { Register = new RegisterWorkerResponse { WorkerId = "AW_2" } }.ToByteArray(),
        ];

        for (var i = 0; i < 2000; i++)
        {
            var frame = new byte[random.Next(40)];
            random.NextBytes(frame);
            if (random.Next(2) == 0)
            {
                frame = [.. valid[random.Next(valid.Length)]];
                frame[random.Next(frame.Length)] = (byte)random.Next(256);
            }

            await server.SendAsync(frame, WebSocketMessageType.Binary);
            if (i % 100 == 0)
            {
                await server.SendAsync("{\"pong\":{}}"u8.ToArray(), WebSocketMessageType.Text);
            }
        }

        Assert.True((await server.OfferAsync("AJ_after")).Available);
        Assert.True(host.State.Registered);
    }

    [Fact]
    public async Task Drain_DeclinesOffersAndCancelsAfterTheLimit()
    {
        await using var server = await FakeAgentServer.StartAsync();
        var handler = new RecordingJobHandler();
        await using var host = await WorkerHost.StartAsync(server.Options, handler);
        await server.ReceiveAsync(message => message.UpdateWorker is not null);
        await server.AssignAsync("AJ_1");
        await handler.StartedAsync();

        var draining = host.Worker.DrainAsync(TimeSpan.FromMilliseconds(700));
        await server.ReceiveAsync(message => message.UpdateWorker is { Status: WorkerStatus.WsFull });
        Assert.False((await server.OfferAsync("AJ_2")).Available);
        Assert.True(host.State.Draining);

        Assert.Equal("AJ_1", await handler.StoppedAsync());
        await draining;
        await server.StatusAsync("AJ_1", JobStatus.JsSuccess);
    }

    [Fact]
    public async Task Stop_WithARunningJob_WaitsForItsEnd()
    {
        await using var server = await FakeAgentServer.StartAsync();
        var handler = new RecordingJobHandler();
        await using var host = await WorkerHost.StartAsync(server.Options, handler, ("Agent:DrainSeconds", "30"));
        await server.ReceiveAsync(message => message.UpdateWorker is not null);
        await server.AssignAsync("AJ_1");
        await handler.StartedAsync();

        var stopping = host.StopAsync();
        await server.ReceiveAsync(message => message.UpdateWorker is { Status: WorkerStatus.WsFull });
        Assert.False(stopping.IsCompleted);
        handler.EndJobs();

        await stopping.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await server.StatusAsync("AJ_1", JobStatus.JsSuccess);
    }
}
