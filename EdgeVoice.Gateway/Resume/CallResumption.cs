using System.Net;
using EdgeVoice.Gateway.Admission;
using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.LiveKit;
using EdgeVoice.Gateway.Personas;
using EdgeVoice.Gateway.Slots;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Resume;

/// <summary>Lets a call go on in this region: room first, then the fence, then the slot, then the agent, who goes ahead of the caller.</summary>
internal sealed partial class CallResumption(
    CallAdmission admission, CallOffers offers, GenerationFence fence, SlotLedger ledger, RoomServiceClient rooms, PersonaCatalog personas, IOptions<GatewayOptions> options, ILogger<CallResumption> logger)
{
    // The caller hears silence. Without its agent sent ahead it comes with the caller, by the caller's token.
    private static readonly TimeSpan s_aheadLimit = TimeSpan.FromMilliseconds(250);

    /// <returns>The offer of the next generation, or the reason why there is none.</returns>
    public async Task<CallOutcome> ResumeAsync(HttpContext context, ResumeClaims claims, ResumeRequest request, CallerPlace place, IPAddress? client)
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

        var taken = await fence.TakeAsync(
            new GenerationTaking(claims.CallId, claims.Generation, null, request.Attempt, request.Reason, ledger.JoinedGeneration(claims.CallId)), context.RequestAborted);
        return taken.Verdict switch
        {
            FenceVerdict.Taken => await OfferAsync(context, new CallStart(
                new CallRoom(claims.CallId, taken.Generation), new CallRequest(claims.Persona, claims.Locale), claims.StartedAt, place, ClientAddresses.OwnerOf(client, personas.TenantOf(claims.Persona)), Resume: true, taken.HadCaller)),
            FenceVerdict.Ended => CallOutcome.Refused(CallProblems.CallEnded),
            FenceVerdict.Unreachable => CallOutcome.Refused(CallProblems.DatabaseUnavailable),
            FenceVerdict.Contended => CallOutcome.Refused(CallProblems.ResumePending),
            _ => CallOutcome.Refused(CallProblems.AlreadyResumed),
        };
    }

    private async Task<CallOutcome> OfferAsync(HttpContext context, CallStart call)
    {
        var outcome = offers.Offer(context, call);
        // Without a slot there is nobody to send an agent ahead of, and not for a call that nobody is known to have come to: its agent
        // comes with the caller.
        if (outcome.Offer is null || !call.HadCaller || context.RequestAborted.IsCancellationRequested || !ledger.BeginOpening(call.Room.Name))
        {
            return outcome;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(s_aheadLimit);
        var end = OpeningEnd.GivenUp;
        try
        {
            await rooms.CreateRoomAsync(call.Room.Name, call.MetadataIn(options.Value.Region), limit.Token);
            end = OpeningEnd.Answered;
        }
        // Nobody listens there: the caller could not join either. The generation is still free to be had, by a peer at once.
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            end = exception.HttpRequestError == HttpRequestError.ConnectionError ? OpeningEnd.NotSent : OpeningEnd.GivenUp;
            LogNotThere(logger, call.Room.CallId, exception.HttpRequestError);
            return CallOutcome.Refused(CallProblems.LiveKitUnavailable);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            LogNotAhead(logger, call.Room.CallId, exception.GetType().Name);
        }
        finally
        {
            ledger.EndOpening(call.Room.Name, end);
        }

        return outcome;
    }

    [LoggerMessage(EventId = 71, Level = LogLevel.Warning, Message = "Call {CallId}: its agent could not be sent ahead and comes with the caller ({Error})")]
    private static partial void LogNotAhead(ILogger logger, string callId, string error);

    [LoggerMessage(EventId = 72, Level = LogLevel.Warning, Message = "Call {CallId} is not granted here: LiveKit cannot be reached ({Error})")]
    private static partial void LogNotThere(ILogger logger, string callId, HttpRequestError error);
}
