using EdgeVoice.Agent.Realtime.Placement;

namespace EdgeVoice.Tests.Agent.Realtime.Placement;

public sealed class EndpointHealthTests
{
    private static readonly TimeSpan s_quick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_slow = TimeSpan.FromMilliseconds(500);

    private readonly EndpointHealth _health = new(new ProviderEndpoint("near", new Uri("wss://near.test"), TimeSpan.FromMilliseconds(200)));

    [Fact]
    public void Answered_SlowlyOnce_ChangesNothing()
    {
        _health.Answered(s_quick, 1);
        _health.Answered(s_slow, 2);
        Assert.Equal(EndpointState.Healthy, _health.State);

        _health.Answered(s_quick, 3);
        _health.Answered(s_slow, 4);
        Assert.Equal(EndpointState.Healthy, _health.State);

        _health.Answered(s_slow, 5);
        Assert.Equal(EndpointState.Slow, _health.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Answered_QuicklyThreeTimesInARow_IsWellAgain(bool interrupted)
    {
        _health.Failed(1);
        Assert.Equal(EndpointState.Down, _health.State);

        _health.Answered(s_quick, 2);
        _health.Answered(s_quick, 3);
        Assert.Equal(EndpointState.Down, _health.State);
        if (interrupted)
        {
            _health.Failed(4);
        }

        _health.Answered(s_quick, 5);
        Assert.Equal(interrupted ? EndpointState.Down : EndpointState.Healthy, _health.State);
    }

    [Fact]
    public void Answered_SlowlyAfterAFailure_IsBetterThanDown()
    {
        _health.Failed(1);
        _health.Answered(s_slow, 2);

        Assert.Equal(EndpointState.Slow, _health.State);
    }
}
