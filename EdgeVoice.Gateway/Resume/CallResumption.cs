using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Slots;

namespace EdgeVoice.Gateway.Resume;

/// <summary>Lets a call go on in this region: room first, then the fence, then the slot.</summary>
internal sealed class CallResumption(CallAdmission admission, CallOffers offers, GenerationFence fence, SlotLedger ledger)
{
    /// <returns>The offer of the next generation, or the reason why there is none.</returns>
    public async Task<CallOutcome> ResumeAsync(HttpContext context, ResumeClaims claims, ResumeRequest request, CallerPlace place)
    {
        if (await admission.RefusalAsync(atOnce: true, context.RequestAborted) is { } refusal)
        {
            return CallOutcome.Refused(refusal);
        }

        // Asked before the fence, which cannot be given back: an old agent that is still alive keeps its call.
        if (!ledger.HasRoomFor(claims.CallId))
        {
            return CallOutcome.Refused(CallProblems.NoCapacity);
        }

        var taken = await fence.TakeAsync(new GenerationTaking(claims.CallId, claims.Generation, null, request.Attempt, request.Reason), context.RequestAborted);
        return taken.Verdict switch
        {
            FenceVerdict.Taken => offers.Offer(context, new CallStart(
                new CallRoom(claims.CallId, taken.Generation), new CallRequest(claims.Persona, claims.Locale), claims.StartedAt, place, Resume: true)),
            FenceVerdict.Ended => CallOutcome.Refused(CallProblems.CallEnded),
            FenceVerdict.Unreachable => CallOutcome.Refused(CallProblems.DatabaseUnavailable),
            _ => CallOutcome.Refused(CallProblems.AlreadyResumed),
        };
    }
}
