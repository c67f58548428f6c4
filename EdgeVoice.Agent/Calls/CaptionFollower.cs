using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Calls;

/// <summary>Shows the agent's words as they are heard, not as they are generated, which is seconds earlier.</summary>
internal sealed class CaptionFollower : IDisposable
{
    // Five times a second: as fast as anyone reads.
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _words = [];
    private readonly Func<PlayoutPosition?> _position;
    private readonly Action<string, string> _show;
    private readonly ITimer _timer;
    private string _shown = "";

    public CaptionFollower(TimeProvider time, Func<PlayoutPosition?> position, Action<string, string> show)
    {
        _position = position;
        _show = show;
        _timer = time.CreateTimer(_ => Follow(), null, s_period, s_period);
    }

    /// <summary>All words of the item so far.</summary>
    public void Follow(string itemId, string words)
    {
        lock (_lock)
        {
            _words[itemId] = words;
        }
    }

    /// <summary>The item's final caption is out.</summary>
    public void Forget(string itemId)
    {
        lock (_lock)
        {
            _words.Remove(itemId);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Follow()
    {
        lock (_lock)
        {
            if (_position() is not { } position || !_words.TryGetValue(position.ItemId, out var words))
            {
                return;
            }

            var heard = HeardText.Cut(words, position.HeardMs, position.ReceivedMs);
            if (heard.Length > 0 && heard != _shown)
            {
                _shown = heard;
                _show(position.ItemId, heard);
            }
        }
    }
}
