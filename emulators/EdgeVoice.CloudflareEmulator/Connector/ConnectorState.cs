using System.Collections.Concurrent;

namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>Counters of the connector.</summary>
internal sealed class ConnectorState
{
    private readonly ConcurrentDictionary<int, bool> _connected = new();
    private readonly ConcurrentDictionary<int, long> _responses = new();
    private long _registered;
    private long _failures;
    private long _retries;
    private long _requests;
    private long _errors;
    private long _concurrent;
    private long _sessions;
    private long _activeSessions;

    public Guid ConnectorId { get; } = Guid.NewGuid();

    public int Connections => _connected.Values.Count(connected => connected);

    public long Registered => Interlocked.Read(ref _registered);

    public long Failures => Interlocked.Read(ref _failures);

    public long Retries => Interlocked.Read(ref _retries);

    public long Requests => Interlocked.Read(ref _requests);

    public long Errors => Interlocked.Read(ref _errors);

    public long Concurrent => Interlocked.Read(ref _concurrent);

    public long Sessions => Interlocked.Read(ref _sessions);

    public long ActiveSessions => Interlocked.Read(ref _activeSessions);

    public IReadOnlyDictionary<int, long> Responses => _responses;

    public void Connected(int index)
    {
        _connected[index] = true;
        Interlocked.Increment(ref _registered);
    }

    public void Disconnected(int index) => _connected[index] = false;

    public void Failed() => Interlocked.Increment(ref _failures);

    public void Retrying() => Interlocked.Increment(ref _retries);

    public void RequestBegan()
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Increment(ref _concurrent);
    }

    public void RequestEnded(int status, bool failed)
    {
        Interlocked.Decrement(ref _concurrent);
        _responses.AddOrUpdate(status, 1, (_, count) => count + 1);
        if (failed)
        {
            Interlocked.Increment(ref _errors);
        }
    }

    public void SessionBegan()
    {
        Interlocked.Increment(ref _sessions);
        Interlocked.Increment(ref _activeSessions);
    }

    public void SessionEnded() => Interlocked.Decrement(ref _activeSessions);
}
