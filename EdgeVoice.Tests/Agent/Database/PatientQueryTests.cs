using EdgeVoice.Agent.Database;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace EdgeVoice.Tests.Agent.Database;

public sealed class PatientQueryTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private int _asked;

    [Fact]
    public async Task Run_ConnectionThatARestartedServerDoesNotKnow_IsAskedOnceMore()
    {
        var answer = await RunAsync(TimeProvider.System, _ => ++_asked == 1 ? throw new NpgsqlException("reset", new IOException()) : Task.FromResult(7));

        Assert.Equal((7, 2), (answer, _asked));
    }

    [Fact]
    public async Task Run_ServerThatIsAway_FailsAfterTheAttempts()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(TimeProvider.System, _ =>
        {
            _asked++;
            throw new NpgsqlException("refused", new IOException());
        }));

        Assert.Equal(2, _asked);
        Assert.Contains("refused", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServerThatHangs_IsWaitedForUntilTheLimit()
    {
        var running = RunAsync(_time, _ => new TaskCompletionSource<int>().Task);
        _time.Advance(s_limit - TimeSpan.FromMilliseconds(1));
        Assert.False(running.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => running.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_FaultOfTheQuery_IsNotTakenForAbsence() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(TimeProvider.System, _ => throw new InvalidOperationException()));

    [Fact]
    public async Task Run_WhenTheCallEnds_IsCancelled()
    {
        using var ends = new CancellationTokenSource();
        var running = PatientQuery.RunAsync(_ => new TaskCompletionSource<int>().Task, s_limit, 2, _time, ends.Token);
        await ends.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static Task<int> RunAsync(TimeProvider time, Func<CancellationToken, Task<int>> query) =>
        PatientQuery.RunAsync(query, s_limit, attempts: 2, time, TestContext.Current.CancellationToken);
}
