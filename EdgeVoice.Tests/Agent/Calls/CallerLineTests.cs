using EdgeVoice.Agent.Calls;

namespace EdgeVoice.Tests.Agent.Calls;

public sealed class CallerLineTests
{
    [Fact]
    public void Line_IsAudibleByItsLoudestSample()
    {
        var line = new CallerLine();
        line.Note(new short[480], 1);
        Assert.Null(line.AudibleAt);

        line.Note([0, -2000, 0], 2);
        line.Note([300, -300, 12], 3);

        Assert.Equal(2, line.AudibleAt);
    }
}
