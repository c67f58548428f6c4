using EdgeVoice.Agent.Calls;

namespace EdgeVoice.Tests.Agent.Calls;

public sealed class CallerTracksTests
{
    private readonly CallerTracks<string> _tracks = new();

    [Fact]
    public void Newest_OfTwo_IsListenedToUntilItGoes()
    {
        _tracks.Add("TR_1", "first");
        _tracks.Add("TR_2", "second");
        Assert.Equal("second", _tracks.Newest);

        Assert.True(_tracks.Remove("TR_2"));
        Assert.Equal("first", _tracks.Newest);
        Assert.True(_tracks.Remove("TR_1"));
        Assert.Null(_tracks.Newest);
    }

    [Fact]
    public void Older_ThatGoes_ChangesNothing()
    {
        _tracks.Add("TR_1", "first");
        _tracks.Add("TR_2", "second");

        Assert.False(_tracks.Remove("TR_1"));
        Assert.False(_tracks.Remove("TR_9"));
        Assert.Equal("second", _tracks.Newest);
    }
}
