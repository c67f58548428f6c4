namespace EdgeVoice.Dashboard.Access;

/// <summary>Wrong tokens in a minute, from everybody together: a token is not to be guessed.</summary>
internal sealed class LoginLimiter(TimeProvider time)
{
    private const int WrongPerMinute = 20;

    private readonly Lock _lock = new();
    private readonly Queue<long> _wrong = new();

    public bool TryBegin()
    {
        lock (_lock)
        {
            while (_wrong.TryPeek(out var at) && time.GetElapsedTime(at) > TimeSpan.FromMinutes(1))
            {
                _wrong.Dequeue();
            }

            return _wrong.Count < WrongPerMinute;
        }
    }

    public void Failed()
    {
        lock (_lock)
        {
            _wrong.Enqueue(time.GetTimestamp());
        }
    }
}
