using System.Net;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AspireLocal.ResourceService;

namespace EdgeVoice.Tests.AspireLocal.ResourceService;

public sealed class ResourceServiceTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Basic abc")]
    [InlineData("Bearer")]
    public async Task KeyMissingOrWrong_Is401(string? header)
    {
        await using var application = new RunningApplication();
        await application.StartAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, application.Builder.Configuration[ServiceSettings.Url] + "/api/resources");
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Resources_ShowStateProcessAndCommands()
    {
        await using var application = new RunningApplication();
        application.AddShell("sleeper", "exec sleep 60")
            .WithCommand("greet", "Greet", _ => Task.FromResult(CommandResults.Success("hello")), new CommandOptions { Description = "Says hello.", ConfirmationMessage = "Sure?" });
        await application.StartAsync();
        var pid = await application.PidAsync("sleeper");
        await application.Notifications.WaitForResourceAsync("sleeper", cancellationToken: RunningApplication.Limit());
        using var service = new ServiceClient(application);

        var sleeper = await service.ResourceAsync("sleeper");

        Assert.Equal(("Executable", "Running", "healthy"), (sleeper.Type, sleeper.State, sleeper.Health));
        Assert.Equal(pid.ToString(System.Globalization.CultureInfo.InvariantCulture), sleeper.Properties["executable.pid"]);
        Assert.NotNull(sleeper.StartedAt);
        Assert.Contains(new CommandDto("greet", "Greet", "Says hello.", "Sure?", "enabled"), sleeper.Commands);
        Assert.Equal(
            ["start:disabled", "stop:enabled", "restart:enabled", "kill:enabled", "down:enabled"],
            sleeper.Commands.Where(command => command.Name != "greet").Select(command => $"{command.Name}:{command.State}"));
    }

    [Fact]
    public async Task Commands_KillIsRestarted_DownStaysDown()
    {
        await using var application = new RunningApplication();
        application.AddShell("sleeper", "trap 'echo asked' TERM; while :; do sleep 0.1; done");
        await application.StartAsync();
        var first = await application.PidAsync("sleeper");
        using var service = new ServiceClient(application);

        Assert.True((await service.CommandAsync("sleeper", "kill")).Result.Success);
        var second = await application.PidAsync("sleeper", skip: 1);
        Assert.True((await service.CommandAsync("sleeper", "down")).Result.Success);

        Assert.False(StartedLine.IsAlive(first));
        Assert.False(StartedLine.IsAlive(second));
        Assert.Equal("Exited", (await service.ResourceAsync("sleeper")).State);
        Assert.Contains("[sleeper] killed: it stays down until it is started", application.Lines);
        Assert.DoesNotContain("[sleeper] asked", application.Lines);
        Assert.Equal((409, "sleeper cannot down now: its state is Exited."), Short(await service.CommandAsync("sleeper", "down")));
        Assert.True((await service.CommandAsync("sleeper", "start")).Result.Success);
        Assert.True(StartedLine.IsAlive(await application.PidAsync("sleeper", skip: 2)));
    }

    [Fact]
    public async Task Command_OnSeveral_TakesThemDownTogether()
    {
        await using var application = new RunningApplication("--AspireLocal:StopSeconds=20");
        string[] names = ["one", "two", "three"];
        foreach (var name in names)
        {
            application.AddShell(name, "trap '' TERM; while :; do sleep 0.1; done");
        }

        await application.StartAsync();
        var pids = new List<int>();
        foreach (var name in names)
        {
            pids.Add(await application.PidAsync(name));
        }

        await Task.WhenAll(names.Select(name => application.Application.ResourceCommands.ExecuteCommandAsync(name, "down")));

        Assert.DoesNotContain(pids, StartedLine.IsAlive);
    }

    [Fact]
    public async Task Command_Unknown_ListsWhatThereIs()
    {
        await using var application = new RunningApplication();
        application.AddShell("sleeper", "exec sleep 60").WithCommand("fail", "Fail", _ => throw new InvalidOperationException("out of luck"));
        await application.StartAsync();
        await application.PidAsync("sleeper");
        using var service = new ServiceClient(application);

        Assert.Equal((404, "There is no resource 'ghost'. Resources: sleeper."), Short(await service.CommandAsync("ghost", "stop")));
        Assert.Equal((404, "sleeper has no command 'dance'. Commands: fail, start, stop, restart, kill, down."), Short(await service.CommandAsync("sleeper", "dance")));
        Assert.Equal((200, "out of luck"), Short(await service.CommandAsync("sleeper", "fail")));
    }

    [Fact]
    public async Task Logs_Follow_BringWhatWasAndWhatComes()
    {
        using var folder = new TemporaryFolder();
        await using var application = new RunningApplication();
        application.AddShell("talker", $"echo first; echo broken >&2; while [ ! -e '{folder.Combine("go")}' ]; do sleep 0.05; done; echo second; exec sleep 60");
        await application.StartAsync();
        await application.LineAsync("[talker] broken");
        using var service = new ServiceClient(application);

        var follow = service.ReadUntilAsync<LogLineDto>("/api/resources/talker/logs?follow=true", line => line.Line == "second");
        await File.WriteAllTextAsync(folder.Combine("go"), "", Encoding.UTF8);
        var lines = await follow;

        Assert.Contains(lines, line => line is { Line: "first", IsError: false });
        Assert.Contains(lines, line => line is { Line: "broken", IsError: true });
        Assert.All(lines, line => Assert.InRange(line.At, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow));
        Assert.Equal(lines.Count, (await service.Http.GetStringAsync("/api/resources/talker/logs")).Count(character => character == '\n'));
    }

    [Fact]
    public async Task Watch_TellsAllThenChanges()
    {
        await using var application = new RunningApplication();
        application.AddShell("sleeper", "exec sleep 60");
        var secret = application.Builder.AddExecutable("secret", "/bin/sh", "/tmp", "-c", "exec sleep 60");
        await application.StartAsync();
        await application.PidAsync("sleeper");
        await application.Notifications.PublishUpdateAsync(secret.Resource, snapshot => snapshot with { Properties = [new ResourcePropertySnapshot("key", "hush") { IsSensitive = true }] });
        using var service = new ServiceClient(application);

        Task<(int, CommandResultDto)>? down = null;
        var seen = await service.ReadUntilAsync<ResourceDto>("/api/resources/watch", resource =>
        {
            down ??= resource.Name == "secret" ? service.CommandAsync("sleeper", "down") : null;
            return resource is { Name: "sleeper", State: "Exited" };
        });

        Assert.Equal((200, null), Short(await down!));
        Assert.Equal(["sleeper", "secret"], seen.Take(2).Select(resource => resource.Name));
        Assert.DoesNotContain(seen.Zip(seen.Skip(1)), pair => pair.First == pair.Second);
        Assert.Equal("(hidden)", seen[1].Properties["key"]);
    }

    [Fact]
    public async Task Stop_EndsOpenStreams()
    {
        await using var application = new RunningApplication();
        application.AddShell("sleeper", "exec sleep 60");
        await application.StartAsync();
        await application.PidAsync("sleeper");
        using var service = new ServiceClient(application);
        using var response = await service.Http.GetAsync("/api/resources/sleeper/logs?follow=true", HttpCompletionOption.ResponseHeadersRead);

        await application.Application.StopAsync(RunningApplication.Limit());

        Assert.Contains("started", await response.Content.ReadAsStringAsync(RunningApplication.Limit()), StringComparison.Ordinal);
    }

    private static (int Status, string? Message) Short((int Status, CommandResultDto Result) answer) => (answer.Status, answer.Result.Message);
}
