namespace EdgeVoice.Agent.Realtime.OpenAI;

/// <summary>
/// Cuts a stream of 16-bit samples at the borders of samples, not of messages: the odd byte of a delta is the first half of
/// the sample that the item's next delta begins with.
/// </summary>
internal sealed class SampleAligner
{
    // Items whose stream stopped at half a sample; nobody has more of them under way.
    private const int Limit = 16;

    private readonly Dictionary<string, byte> _halves = [];

    public byte[] Align(string itemId, byte[] bytes)
    {
        if (_halves.Remove(itemId, out var half))
        {
            bytes = [half, .. bytes];
        }

        if (bytes.Length % 2 == 0)
        {
            return bytes;
        }

        if (_halves.Count == Limit)
        {
            _halves.Clear();
        }

        _halves[itemId] = bytes[^1];
        return bytes[..^1];
    }
}
