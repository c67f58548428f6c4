using EdgeVoice.Agent.LiveKit;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVoice.Tests.Agent.LiveKit;

public sealed class RoomIntakeTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RoomIntake _intake;

    public RoomIntakeTests() => _intake = new RoomIntake(_time);

    [Fact]
    public void Takes_HeartbeatsOfAnHourLongCall_DropsNone()
    {
        for (var ping = 0; ping < 9_000; ping++)
        {
            Assert.True(_intake.Takes("data", "caller-1", 96));
            _time.Advance(TimeSpan.FromMilliseconds(400));
        }

        Assert.Equal(0, _intake.Dropped);
    }

    [Fact]
    public void Takes_FloodOfSmallMessages_TakesFiftyASecond()
    {
        var taken = 0;
        for (var passed = 0; passed < 10_000; passed++)
        {
            taken += _intake.Takes("data", "caller-1", 10) ? 1 : 0;
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(taken, 590, 610);
        Assert.Equal(10_000 - taken, _intake.Dropped);
    }

    [Fact]
    public void Takes_FloodOfLongMessages_TakesSixtyFourKilobytesASecond()
    {
        var taken = 0;
        for (var passed = 0; passed < 1_000; passed++)
        {
            taken += _intake.Takes("data", "caller-1", RoomIntake.LongestMessage) ? RoomIntake.LongestMessage : 0;
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(taken / 1024, 700, 780);
    }

    [Fact]
    public void Takes_MessageThatIsTooLong_Never() => Assert.False(_intake.Takes("data", "caller-1", RoomIntake.LongestMessage + 1));

    [Fact]
    public void Takes_FromAnother_WhileOneFloods()
    {
        while (_intake.Takes("data", "caller-1", 10))
        {
        }

        Assert.True(_intake.Takes("data", "caller-2", 10));
    }

    [Fact]
    public void Takes_FromEverNewNames_IsBoundedInAll()
    {
        var taken = Enumerable.Range(0, 10_000).Count(name => _intake.Takes("data", $"caller-{name}", 10));

        Assert.Equal(64 + 100, taken);
    }
}
