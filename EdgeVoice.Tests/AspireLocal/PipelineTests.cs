using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.AspireLocal;

public sealed class PipelineTests
{
    private static readonly string[] s_before = ["second", "first"];

    private readonly List<string> _ran = [];

    [Fact]
    public async Task Step_RunsAfterItsClosureAndNothingElse()
    {
        await using var application = Publish("last");
        var pipeline = application.Builder.Pipeline;
        pipeline.AddStep("unasked", Run("unasked"));
        pipeline.AddStep("last", Run("last"), dependsOn: s_before);
        pipeline.AddStep("second", Run("second"), dependsOn: "first");
        pipeline.AddStep("first", Run("first"));
        pipeline.AddStep("asks-for-itself", Run("asks-for-itself"), requiredBy: "second");

        await application.Application.RunAsync(RunningApplication.Limit());

        Assert.Equal(["first", "asks-for-itself", "second", "last"], _ran);
    }

    [Fact]
    public async Task Step_NoneAsked_IsPublish()
    {
        await using var application = new RunningApplication("--operation", "publish");
        application.Builder.Pipeline.AddStep("files", Run("files"), WellKnownPipelineSteps.PublishPrereq, WellKnownPipelineSteps.Publish);

        await application.Application.RunAsync(RunningApplication.Limit());

        Assert.Equal(["files"], _ran);
        Assert.Equal(
            ["step", "process-parameters", "publish-prereq", "files", "publish"],
            application.Lines.SkipWhile(line => line.Length > 0).Skip(1).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task Step_Unknown_ListsTheSteps()
    {
        await using var application = Publish("fly");

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.Application.RunAsync(RunningApplication.Limit()));

        Assert.Equal("There is no step 'fly'. Steps: deploy, deploy-prereq, process-parameters, publish, publish-manifest, publish-prereq.", exception.Message);
    }

    [Fact]
    public async Task Step_DependsOnUnknown_SaysWhichAndOnWhat()
    {
        await using var application = Publish("a");
        application.Builder.Pipeline.AddStep("a", Run("a"), dependsOn: "b");

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.Application.RunAsync(RunningApplication.Limit()));

        Assert.Equal("Step 'a' depends on 'b', which does not exist.", exception.Message);
    }

    [Fact]
    public async Task Steps_InACircle_AreShown()
    {
        await using var application = Publish("a");
        application.Builder.Pipeline.AddStep("a", Run("a"), dependsOn: "b");
        application.Builder.Pipeline.AddStep("b", Run("b"));
        application.Builder.Pipeline.AddStep("c", Run("c"), dependsOn: "a", requiredBy: "b");

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.Application.RunAsync(RunningApplication.Limit()));

        Assert.Equal("Steps wait for one another: a -> b -> c -> a.", exception.Message);
        Assert.Empty(_ran);
    }

    [Fact]
    public async Task Step_Fails_EndsTheRunAndShowsWhatDidNotRun()
    {
        await using var application = Publish("later");
        var inner = new InvalidOperationException("no disk");
        application.Builder.Pipeline.AddStep("early", _ => throw inner);
        application.Builder.Pipeline.AddStep("later", Run("later"), dependsOn: "early");

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.Application.RunAsync(RunningApplication.Limit()));

        Assert.Equal("Step 'early' failed: no disk", exception.Message);
        Assert.Same(inner, exception.InnerException);
        Assert.Empty(_ran);
        Assert.Contains(application.Lines, line => line.StartsWith("early  failed", StringComparison.Ordinal));
        Assert.Contains("later  not run", application.Lines);
    }

    [Fact]
    public async Task AddStep_NameTaken_SaysSo()
    {
        await using var application = Publish("publish");

        var exception = Assert.Throws<DistributedApplicationException>(() => application.Builder.Pipeline.AddStep("deploy", Run("deploy")));

        Assert.Equal("There are two steps named 'deploy'.", exception.Message);
    }

    [Fact]
    public async Task AddStep_DependsOnANumber_IsRefused()
    {
        await using var application = Publish("publish");

        Assert.Throws<ArgumentException>("dependsOn", () => application.Builder.Pipeline.AddStep("a", Run("a"), dependsOn: 1));
    }

    [Fact]
    public async Task Publish_ParameterMissing_FailsAtOnceUnlessItIsASecret()
    {
        await using var application = Publish("publish");
        application.Builder.AddParameter("secret", secret: true);
        application.Builder.AddParameter("domain");

        var exception = await Assert.ThrowsAsync<MissingParameterValueException>(() => application.Application.RunAsync(RunningApplication.Limit()));

        Assert.StartsWith("No value for parameter domain.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_Reports_LineByLineAndSummary()
    {
        await using var application = Publish("speak");
        application.Builder.Pipeline.AddStep("speak", async context =>
        {
            context.ReportingStep.Log(LogLevel.Information, "hello");
            await using var task = await context.ReportingStep.CreateTaskAsync("counting", context.CancellationToken);
            await task.WarnAsync("lost count", context.CancellationToken);
            context.Summary.Add("Files", "3");
        });

        await application.Application.RunAsync(RunningApplication.Limit());

        Assert.Equal(["[speak] hello", "[speak] counting", "[speak] warning: lost count"], application.Lines.TakeWhile(line => line.Length > 0));
        Assert.Equal("Files: 3", application.Lines.Last());
    }

    [Theory]
    [InlineData(null, "aspire-output")]
    [InlineData("../elsewhere", "../elsewhere")]
    public async Task OutputPath_IsBelowTheAppHostUnlessGiven(string? given, string expected)
    {
        await using var application = new RunningApplication(["--operation", "publish", "--step", "where", .. given is null ? Array.Empty<string>() : ["--output-path", given]]);
        var found = "";
        application.Builder.Pipeline.AddStep("where", context =>
        {
            found = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
            return Task.CompletedTask;
        });

        await application.Application.RunAsync(RunningApplication.Limit());

        Assert.Equal(Path.GetFullPath(expected, application.Builder.AppHostDirectory), found);
    }

    [Fact]
    public async Task Interrupted_StepIsTold()
    {
        await using var application = Publish("wait");
        using var stop = new CancellationTokenSource();
        application.Builder.Pipeline.AddStep("wait", async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        });

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.Application.RunAsync(stop.Token));

        Assert.Equal("Interrupted.", exception.Message);
    }

    private static RunningApplication Publish(string step) => new("--operation", "publish", "--step", step);

    private Func<PipelineStepContext, Task> Run(string name) => _ =>
    {
        _ran.Add(name);
        return Task.CompletedTask;
    };
}
