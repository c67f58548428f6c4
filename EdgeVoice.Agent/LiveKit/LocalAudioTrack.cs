using EdgeVoice.Agent.LiveKit.Native;

namespace EdgeVoice.Agent.LiveKit;

/// <summary>Our published audio; owned by its room.</summary>
internal sealed class LocalAudioTrack : IDisposable
{
    private readonly FfiHandle _track;
    private readonly FfiHandle _publication;
    private volatile string _sid;

    internal LocalAudioTrack(string name, FfiHandle track, Wire.OwnedPublication publication)
    {
        Name = name;
        _track = track;
        _publication = new FfiHandle(publication.Handle.Id);
        _sid = publication.Info.Sid;
    }

    public string Name { get; }

    /// <summary>The server's id of the track; a full reconnect publishes it again under a new one.</summary>
    public string Sid
    {
        get => _sid;
        internal set => _sid = value;
    }

    public void Dispose()
    {
        _publication.Dispose();
        _track.Dispose();
    }
}
