using EdgeVoice.Gateway.Admission;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.LiveKit;
using EdgeVoice.Gateway.Resume;
using EdgeVoice.Gateway.Slots;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Calls;

/// <summary>Puts an offer together once it is decided which call it is for.</summary>
internal sealed class CallOffers(CallAdmission admission, ResumeTokens resumeTokens, PublicUrl publicUrl, SlotLedger ledger, IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <returns>The offer of a new call, or the reason why there is none.</returns>
    public async Task<CallOutcome> NewCallAsync(HttpContext context, CallRequest request, CallerPlace place, CallOwner owner)
    {
        if (await admission.RefusalAsync(atOnce: false, context.RequestAborted) is { } refusal)
        {
            return CallOutcome.Refused(refusal);
        }

        return Offer(context, new CallStart(new CallRoom(RandomId.Create(CallRoom.Prefix), 1), request, time.GetUtcNow(), place, owner, Resume: false));
    }

    /// <returns>The offer, or the reason why there is no slot for it.</returns>
    public CallOutcome Offer(HttpContext context, CallStart call)
    {
        var (token, refusal) = admission.Admit(call);
        if (token is null)
        {
            return CallOutcome.Refused(refusal!);
        }

        var response = new CallResponse(
            call.Room.CallId,
            call.Room.Name,
            publicUrl.For(context.Request),
            token.Value,
            token.Identity,
            options.Value.Region,
            token.ExpiresAt,
            call.Room.Generation,
            resumeTokens.Mint(new ResumeClaims(call.Room.CallId, call.Room.Generation, call.Request.Persona, call.Request.Locale, call.StartedAt)));

        // Nobody is there any more to take the offer: the slot need not wait for its expiry.
        if (context.RequestAborted.IsCancellationRequested)
        {
            ledger.Cancel(call.Room.Name, token.Id);
        }

        return CallOutcome.Of(response);
    }
}
