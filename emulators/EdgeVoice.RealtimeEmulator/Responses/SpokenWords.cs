namespace EdgeVoice.RealtimeEmulator.Responses;

/// <summary>Lays the words of a text over its audio by their length, to send the transcript along with the speech.</summary>
internal sealed class SpokenWords
{
    private readonly string[] _deltas;
    private readonly double[] _startMs;
    private int _next;

    public SpokenWords(string text, double audioMs)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _deltas = [.. words.Select((word, index) => index == 0 ? word : $" {word}")];
        _startMs = new double[words.Length];
        var characters = Math.Max(1, _deltas.Sum(delta => delta.Length));
        var before = 0;
        for (var i = 0; i < words.Length; i++)
        {
            _startMs[i] = audioMs * before / characters;
            before += _deltas[i].Length;
        }
    }

    /// <summary>The words that begin at or before this position and have not been given yet.</summary>
    public IEnumerable<string> Until(double positionMs)
    {
        while (_next < _deltas.Length && _startMs[_next] <= positionMs)
        {
            yield return _deltas[_next++];
        }
    }
}
