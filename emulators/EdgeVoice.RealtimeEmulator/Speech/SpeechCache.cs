namespace EdgeVoice.RealtimeEmulator.Speech;

/// <summary>Spoken texts in memory, the least recently used leaving first.</summary>
internal sealed class SpeechCache(long limitSamples)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SpeechRequest, LinkedListNode<(SpeechRequest Request, short[] Samples)>> _entries = [];
    private readonly LinkedList<(SpeechRequest Request, short[] Samples)> _byUse = [];
    private long _samples;

    public short[]? Find(SpeechRequest request)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(request, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Samples;
        }
    }

    public void Add(SpeechRequest request, short[] samples)
    {
        lock (_gate)
        {
            if (samples.Length > limitSamples || _entries.ContainsKey(request))
            {
                return;
            }

            _entries[request] = _byUse.AddFirst((request, samples));
            _samples += samples.Length;
            while (_samples > limitSamples)
            {
                var oldest = _byUse.Last!.Value;
                _byUse.RemoveLast();
                _entries.Remove(oldest.Request);
                _samples -= oldest.Samples.Length;
            }
        }
    }
}
