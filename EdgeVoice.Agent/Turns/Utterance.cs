using System.Text;

namespace EdgeVoice.Agent.Turns;

/// <summary>One assistant item of a turn: words and audio as they come, and what was heard of them.</summary>
internal sealed class Utterance(string itemId)
{
    /// <summary>24 kHz mono 16-bit.</summary>
    public const int BytesPerMs = 48;

    private readonly StringBuilder _text = new();
    private long _bytes;
    private int _heardBefore;

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

    /// <summary>It is what is heard now.</summary>
    public bool Playing { get; set; }

    public TimeSpan? StartedAt { get; set; }

    /// <summary>When the caller heard the last of it, or its cut.</summary>
    public TimeSpan? EndedAt { get; set; }

    public void AddWords(string words) => _text.Append(words);

    /// <summary>The words in full, as the provider closes the item.</summary>
    public void SetWords(string words)
    {
        _text.Clear().Append(words);
        if (Settled)
        {
            HeardText = Turns.HeardText.Cut(Text, HeardMs, GeneratedMs);
        }
    }

    /// <summary>More of it is to be heard, also when it was thought complete.</summary>
    public void AddAudio(int bytes)
    {
        _bytes += bytes;
        Complete = false;
        if (Settled)
        {
            Settled = false;
            _heardBefore = HeardMs;
        }
    }

    /// <summary>Position in the item when play-out tells so much of what it has of it.</summary>
    public int PositionAt(int heardMs) => Math.Min(_heardBefore + heardMs, GeneratedMs);

    public void Settle(int heardMs)
    {
        Settled = true;
        Playing = false;
        HeardMs = PositionAt(heardMs);
        HeardText = Turns.HeardText.Cut(Text, HeardMs, GeneratedMs);
    }
}
