using System.Globalization;

namespace EdgeVoice.Tests.Gateway;

/// <summary>What can happen next in a simulated region; everything between two of them is the moment in which others come between.</summary>
internal enum RegionAct
{
    /// <summary>Request N asks for a new call and passes admission.</summary>
    Ask,

    /// <summary>Request N asks for the next generation of the call of request M, and has it from the fence.</summary>
    Resume,

    /// <summary>Request N is request M once more: same attempt, same generation.</summary>
    Retry,

    /// <summary>The ledger is asked for the slot of request N.</summary>
    Reserve,

    /// <summary>The answer to request N reaches its caller.</summary>
    Answer,

    /// <summary>The gateway sees that nobody waits for request N any more.</summary>
    Cancel,

    /// <summary>Opening N: the gateway asks LiveKit to make the room of request M, with its agent, before the caller comes.</summary>
    Ahead,

    /// <summary>Opening N: a caller shows the token of request M for the first time.</summary>
    Join,

    /// <summary>Opening N: a caller who was in the call shows the token of request M again.</summary>
    Return,

    /// <summary>Opening N reaches LiveKit, which makes the room if it is not there.</summary>
    Reach,

    /// <summary>LiveKit's answer to opening N reaches the gateway.</summary>
    Opened,

    /// <summary>The gateway gives opening N up; LiveKit may have it, or get it in a moment.</summary>
    Lose,

    /// <summary>Everybody left the room of call N, generation M, and LiveKit closes it.</summary>
    Close,

    /// <summary>The gateway asks for the rooms.</summary>
    List,

    /// <summary>LiveKit writes its answer.</summary>
    Read,

    /// <summary>The answer reaches the ledger.</summary>
    Observe,

    /// <summary>No answer comes.</summary>
    Miss,

    /// <summary>Worker N reports its rooms.</summary>
    Report,

    /// <summary>Worker N is dead.</summary>
    Die,

    /// <summary>Opening N: another agent is sent to the room of call M, generation K, which makes the room if it is not there.</summary>
    Replace,

    /// <summary>The gateway has LiveKit close the room of call N, generation M, that had no agent for too long.</summary>
    Delete,

    /// <summary>LiveKit's answer to that reaches the gateway.</summary>
    Release,

    /// <summary>The gateway has LiveKit close the rooms whose callers are in the next one.</summary>
    Sweep,

    /// <summary>The gateway dies, and another one starts that knows nothing.</summary>
    Restart,

    /// <summary>LiveKit dies with its rooms.</summary>
    Down,

    /// <summary>LiveKit is back, without rooms.</summary>
    Up,

    /// <summary>N seconds pass.</summary>
    Tick,
}

/// <summary>One step of a history. Its numbers name things, and are not positions in lists: a step means the same when others before it are left out.</summary>
internal readonly record struct RegionStep(RegionAct Act, int N = 0, int M = 0, int K = 0)
{
    public static string Format(IEnumerable<RegionStep> steps) => string.Join("; ", steps);

    public static RegionStep[] Parse(string steps) => [.. steps.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ParseOne)];

    public override string ToString() => string.Join(' ', new[] { Act.ToString() }.Concat(new[] { N, M, K }.TakeWhile(number => number > 0).Select(number => number.ToString(CultureInfo.InvariantCulture))));

    private static RegionStep ParseOne(string step)
    {
        var words = step.Split(' ');
        int Number(int word) => word < words.Length ? int.Parse(words[word], CultureInfo.InvariantCulture) : 0;
        return new RegionStep(Enum.Parse<RegionAct>(words[0]), Number(1), Number(2), Number(3));
    }
}
