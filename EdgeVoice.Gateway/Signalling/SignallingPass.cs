using EdgeVoice.Gateway.Slots;

namespace EdgeVoice.Gateway.Signalling;

/// <summary>Permission for one request to go on to LiveKit.</summary>
/// <param name="Room">The call's room.</param>
/// <param name="UpstreamToken">What LiveKit is shown.</param>
/// <param name="Verdict">First join or return.</param>
internal sealed record SignallingPass(string Room, string UpstreamToken, JoinVerdict Verdict)
{
    /// <summary>What became of the join is in the ledger.</summary>
    public bool IsAnswered { get; set; }
}
