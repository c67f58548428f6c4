using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Health;
using EdgeVoice.Gateway.Hosting;
using EdgeVoice.Gateway.LiveKit;
using EdgeVoice.Gateway.Slots;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Calls;

/// <summary>Decides whether a call is taken, and takes its slot before its token exists.</summary>
internal sealed class CallAdmission(
    SlotLedger ledger, RoomReconciler reconciler, RealtimeHealth health, DrainState drain, TokenMinter tokens, IOptions<GatewayOptions> options, TimeProvider time)
{
    // A request that comes while the gateway starts waits for the first list of rooms rather than fail.
    private static readonly TimeSpan s_startPatience = TimeSpan.FromSeconds(2);

    /// <returns>The call's token, or the reason why there is none.</returns>
    public async Task<(string CallId, CallToken? Token, string? Refusal)> AdmitAsync(CallRequest request, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(cancellationToken) is { } refusal)
        {
            return ("", null, refusal);
        }

        var callId = RandomId.Create(SlotLedger.CallPrefix);
        var tokenId = RandomId.Create(TokenMinter.TokenIdPrefix);
        // Tokens count whole seconds.
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + TokenMinter.Lifetime).ToUnixTimeSeconds());
        if (!ledger.TryReserve(callId, tokenId, expiresAt))
        {
            return ("", null, CallProblems.NoCapacity);
        }

        try
        {
            var call = new CallMetadata(callId, request.Persona, options.Value.Region, request.Locale);
            return (callId, tokens.MintCall(call, tokenId, expiresAt), null);
        }
        catch
        {
            ledger.Cancel(callId);
            throw;
        }
    }

    private async Task<string?> RefusalAsync(CancellationToken cancellationToken)
    {
        if (drain.IsDraining)
        {
            return CallProblems.Draining;
        }

        await reconciler.FirstAnswer.WaitAsync(s_startPatience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!reconciler.IsFresh)
        {
            return CallProblems.LiveKitUnavailable;
        }

        return health.Part(PartNames.Worker).State == PartState.Down ? CallProblems.AgentUnavailable : null;
    }
}
