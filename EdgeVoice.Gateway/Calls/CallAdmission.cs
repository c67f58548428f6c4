using EdgeVoice.Gateway.Admission;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Health;
using EdgeVoice.Gateway.Hosting;
using EdgeVoice.Gateway.LiveKit;
using EdgeVoice.Gateway.Slots;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Calls;

/// <summary>Decides whether a call is taken, and takes its slot before its token exists.</summary>
internal sealed class CallAdmission(
    SlotLedger ledger, CallBudgets budgets, RoomReconciler reconciler, LiveKitPresence liveKit, RealtimeHealth health, DrainState drain, TokenMinter tokens, IOptions<GatewayOptions> options, TimeProvider time)
{
    // A request that comes while the gateway starts waits for the first list of rooms rather than fail.
    private static readonly TimeSpan s_startPatience = TimeSpan.FromSeconds(2);

    /// <param name="atOnce">The caller hears silence: a LiveKit that may come back in a moment is no place for it.</param>
    /// <returns>Why no call can be taken here at the moment; null when one can, as long as a slot is free.</returns>
    public async Task<string?> RefusalAsync(bool atOnce, CancellationToken cancellationToken)
    {
        if (drain.IsDraining)
        {
            return CallProblems.Draining;
        }

        await reconciler.FirstAnswer.WaitAsync(s_startPatience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if ((atOnce ? !reconciler.IsAnswering : !reconciler.IsFresh) || !await liveKit.IsThereAsync(atOnce, cancellationToken))
        {
            return CallProblems.LiveKitUnavailable;
        }

        return health.Part(PartNames.Worker).State == PartState.Down ? CallProblems.AgentUnavailable : null;
    }

    /// <returns>The token of the call's room, or the reason why there is none.</returns>
    public (CallToken? Token, string? Refusal) Admit(CallStart call)
    {
        var isNew = call.Room.Generation == 1;
        if (isNew && budgets.Refusal(call.Owner) is { } spent)
        {
            return (null, spent);
        }

        var tokenId = RandomId.Create(TokenMinter.TokenIdPrefix);
        // Tokens count whole seconds.
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + TokenMinter.Lifetime).ToUnixTimeSeconds());
        switch (ledger.TryReserve(new SlotRequest(call.Room, tokenId, expiresAt, call.Owner, call.HadCaller)))
        {
            case ReserveVerdict.Full:
                return (null, CallProblems.NoCapacity);
            case ReserveVerdict.InUse:
                return (null, CallProblems.ResumePending);
            case ReserveVerdict.ClientLimit:
                return (null, CallProblems.ClientLimit);
            case ReserveVerdict.TenantLimit:
                return (null, CallProblems.TenantLimit);
        }

        if (isNew)
        {
            budgets.Granted(call.Owner);
        }

        try
        {
            return (tokens.MintCall(call.Room.Name, call.MetadataIn(options.Value.Region), call.Place, tokenId, expiresAt), null);
        }
        catch
        {
            ledger.Cancel(call.Room.Name, tokenId);
            throw;
        }
    }
}
