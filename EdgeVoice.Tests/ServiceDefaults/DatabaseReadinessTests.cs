using System.Threading.Channels;
using EdgeVoice.ServiceDefaults.Readiness;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace EdgeVoice.Tests.ServiceDefaults;

public sealed class DatabaseReadinessTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _time = new();
    private readonly Channel<Func<Task>> _answers = Channel.CreateUnbounded<Func<Task>>();

    [Fact]
    public async Task Database_ThatFailsHangsAndComesBack_IsAskedOn()
    {
        using var readiness = new Asking(_time, _answers.Reader);
        await readiness.StartAsync(TestContext.Current.CancellationToken);

        _answers.Writer.TryWrite(() => throw new NpgsqlException("away"));
        await AskedAsync(readiness, 1, TimeSpan.Zero);
        _answers.Writer.TryWrite(() => Task.Delay(Timeout.Infinite, CancellationToken.None));
        await AskedAsync(readiness, 2, TimeSpan.FromSeconds(2));
        _answers.Writer.TryWrite(() => Task.CompletedTask);
        // Five for the limit, two for the pause.
        await AskedAsync(readiness, 3, TimeSpan.FromSeconds(1));

        await readiness.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(readiness.ExecuteTask!.IsCompletedSuccessfully);
    }

    private Task AskedAsync(Asking readiness, int times, TimeSpan step) => Eventually.IsTrueAsync($"question {times}", () =>
    {
        _time.Advance(step);
        return readiness.Asked >= times;
    }, s_limit);

    private sealed class Asking(TimeProvider time, ChannelReader<Func<Task>> answers) : DatabaseReadiness(time)
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        protected override async Task AskAsync(CancellationToken cancellationToken)
        {
            var answer = await answers.ReadAsync(cancellationToken);
            Interlocked.Increment(ref _asked);
            await answer();
        }
    }
}
