using System.Security.Cryptography;
using System.Text;
using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Audio;

/// <summary>The lanes of calls whose agents send them. The oldest call goes when all together are over the limit.</summary>
internal sealed class AudioStore : IDisposable
{
    public const int SampleRate = 24_000;
    public const string Caller = "caller";
    public const string Agent = "agent";
    private const string IdFile = "session";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, AudioSession> _sessions = [];
    private readonly string _folder;
    private readonly bool _temporary;
    private readonly long _limit;
    private long _bytes;
    private long _dropped;

    public AudioStore(IOptions<DashboardOptions> options)
    {
        _temporary = options.Value.DataDirectory.Length == 0;
        _folder = _temporary ? Path.Combine(Path.GetTempPath(), $"edgevoice-audio-{Guid.NewGuid():N}") : Path.Combine(Path.GetFullPath(options.Value.DataDirectory), "audio");
        _limit = options.Value.Limits.MaxAudioBytes;
        Load();
    }

    public Counter Counter
    {
        get
        {
            lock (_lock)
            {
                return new Counter(_bytes, _limit, _dropped);
            }
        }
    }

    public static bool IsLane(string? lane) => lane is Caller or Agent;

    public bool Has(string session)
    {
        lock (_lock)
        {
            return _sessions.ContainsKey(session);
        }
    }

    /// <param name="samples">µ-law, 24 kHz, mono.</param>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public void Append(string session, string lane, long startNs, ReadOnlySpan<byte> samples)
    {
        lock (_lock)
        {
            if (!_sessions.TryGetValue(session, out var found))
            {
                var folder = Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(session)))[..32]);
                Directory.CreateDirectory(folder);
                File.WriteAllText(Path.Combine(folder, IdFile), session);
                _sessions[session] = found = new AudioSession(folder);
            }

            var before = found.Bytes;
            found.Lane(lane).Append(startNs, samples);
            found.LatestNs = Math.Max(found.LatestNs, startNs);
            _bytes += found.Bytes - before;
            Trim(session);
        }
    }

    public object? Info(string session, long sessionStartNs)
    {
        lock (_lock)
        {
            return !_sessions.TryGetValue(session, out var found) ? null : new
            {
                SampleRate,
                Lanes = found.Lanes.Where(lane => lane.Value.Chunks.Count > 0).Select(lane => new
                {
                    Lane = lane.Key,
                    FromMs = Clock.Ms(lane.Value.Chunks[0].StartNs - sessionStartNs),
                    ToMs = Clock.Ms(lane.Value.Chunks[^1].EndNs - sessionStartNs),
                    MissingMs = Clock.Ms(lane.Value.Chunks.Zip(lane.Value.Chunks.Skip(1)).Sum(pair => Math.Max(0, pair.Second.StartNs - pair.First.EndNs))),
                }).ToArray(),
            };
        }
    }

    /// <summary>The lane's chunks now, and its file opened for reading; null when there is none.</summary>
    public LaneReader? Read(string session, string lane)
    {
        lock (_lock)
        {
            return _sessions.TryGetValue(session, out var found) && found.Lanes.TryGetValue(lane, out var kept) && kept.Chunks.Count > 0
                ? new LaneReader([.. kept.Chunks], kept.Open())
                : null;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _sessions.Clear();
            _bytes = 0;
            if (Directory.Exists(_folder))
            {
                Directory.Delete(_folder, recursive: true);
            }
        }
    }

    public void Dispose()
    {
        if (_temporary)
        {
            Clear();
        }
    }

    private void Load()
    {
        if (!Directory.Exists(_folder))
        {
            return;
        }

        foreach (var folder in Directory.GetDirectories(_folder).Where(folder => File.Exists(Path.Combine(folder, IdFile))))
        {
            var session = new AudioSession(folder);
            session.Load();
            _sessions[File.ReadAllText(Path.Combine(folder, IdFile))] = session;
            _bytes += session.Bytes;
        }
    }

    private void Trim(string current)
    {
        while (_bytes > _limit && _sessions.Where(session => session.Key != current).OrderBy(session => session.Value.LatestNs).Select(session => session.Key).FirstOrDefault() is { } oldest)
        {
            var gone = _sessions[oldest];
            _sessions.Remove(oldest);
            _bytes -= gone.Bytes;
            _dropped += gone.Bytes;
            Directory.Delete(gone.Folder, recursive: true);
        }
    }
}
