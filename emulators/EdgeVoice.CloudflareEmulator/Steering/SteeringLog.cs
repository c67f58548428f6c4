namespace EdgeVoice.CloudflareEmulator.Steering;

/// <summary>The last requests to the public name and why each went where it went.</summary>
internal sealed class SteeringLog
{
    private const int Kept = 200;

    private readonly Queue<SteeredRequest> _requests = new(Kept);
    private readonly Lock _lock = new();

    public void Add(SteeredRequest request)
    {
        lock (_lock)
        {
            if (_requests.Count == Kept)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue(request);
        }
    }

    /// <summary>Youngest first.</summary>
    public IReadOnlyList<SteeredRequest> Latest()
    {
        lock (_lock)
        {
            return [.. _requests.Reverse()];
        }
    }
}
