using System.Text;

namespace EdgeVoice.Agent.Turns;

/// <summary>One assistant item of a turn: words and audio as they come, and what was heard of them.</summary>
internal sealed class Utterance(string itemId)
{
    /// <summary>24 kHz mono 16-bit.</summary>
    public const int BytesPerMs = 48;

    private readonly StringBuilder _text = new();
    private long _bytes;

    public string ItemId { get; } = itemId;

    public string Text => _text.ToString();

    public int GeneratedMs => (int)(_bytes / BytesPerMs);

    public int HeardMs { get; private set; }

    public string HeardText { get; private set; } = "";

    /// <summary>The provider sends no more of it.</summary>
    public bool Complete { get; set; }

    /// <summary>The provider session that made it is gone, so the present one does not know the item.</summary>
    public bool Foreign { get; set; }

    /// <summary>Play-out is over, to the end or cut.</summary>
    public bool Settled { get; private set; }

    public TimeSpan? StartedAt { get; set; }

    /// <summary>When the caller heard the last of it, or its cut.</summary>
    public TimeSpan? EndedAt { get; set; }

    public void AddWords(string words) => _text.Append(words);

    public void AddAudio(int bytes) => _bytes += bytes;

    public void Settle(int heardMs)
    {
        Settled = true;
        HeardMs = Math.Min(heardMs, GeneratedMs);
        HeardText = Turns.HeardText.Cut(Text, HeardMs, GeneratedMs);
    }
}
