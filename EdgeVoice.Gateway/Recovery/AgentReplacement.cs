using System.Globalization;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.LiveKit;
using EdgeVoice.Gateway.Personas;
using EdgeVoice.Gateway.Resume;
using EdgeVoice.Gateway.Slots;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Recovery;

/// <summary>Sends another agent into the same room: generation first, dispatch second.</summary>
internal sealed partial class AgentReplacement(
    RoomServiceClient rooms, GenerationFence fence, LateGenerations late, SlotLedger ledger, PersonaCatalog personas, IOptions<GatewayOptions> options, ILogger<AgentReplacement> logger)
{
    private const string Reason = "agent-lost";
    private const string CallerPrefix = "caller-";
    private const string DefaultLocale = "en-US";

    /// <returns>The new agent's generation, 0 when none is to be sent, nothing when it is too early to tell.</returns>
    /// <exception cref="HttpRequestException">LiveKit cannot be reached or refuses.</exception>
    public async Task<int?> ReplaceAsync(LeaseView orphan, CancellationToken cancellationToken)
    {
        var members = await rooms.ListMembersAsync(orphan.Call.Name, cancellationToken);
        var caller = members.FirstOrDefault(member => !member.IsAgent && member.Identity.StartsWith(CallerPrefix, StringComparison.Ordinal));
        // An agent in the room whose worker did not die is one that is not heard of yet.
        if (caller is null || (!orphan.HolderDied && members.Any(member => member.IsAgent)))
        {
            return null;
        }

        var wish = new GenerationTaking(orphan.Call.CallId, orphan.Generation, orphan.Call.Name, Guid.NewGuid(), Reason);
        var taken = await fence.TakeAsync(wish, cancellationToken);
        var generation = taken.Generation;
        switch (taken.Verdict)
        {
            case FenceVerdict.Taken:
                break;
            case FenceVerdict.Unreachable:
                // The caller is waiting, and whoever comes by Postgres is fenced by it: this region may go on from what it knows.
                generation = orphan.Generation + 1;
                late.Add(wish, generation);
                break;
            default:
                LogElsewhere(logger, orphan.Call.CallId, taken.Verdict);
                return 0;
        }

        ledger.Advance(orphan.Call.Name, generation);
        var persona = caller.Attributes.GetValueOrDefault(ParticipantAttributes.Persona) is { } wanted && personas.Contains(wanted) ? wanted : personas.DefaultId;
        var locale = caller.Attributes.GetValueOrDefault(ParticipantAttributes.Locale, DefaultLocale);
        // Who is not told finds it in the journal.
        DateTimeOffset? startedAt = DateTimeOffset.TryParse(caller.Attributes.GetValueOrDefault(ParticipantAttributes.Started), CultureInfo.InvariantCulture, out var started) ? started : null;
        // LiveKit makes the room of a dispatch if it is not there: a call that ended meanwhile has given its slot away.
        if (!ledger.BeginOpening(orphan.Call.Name))
        {
            return 0;
        }

        var end = OpeningEnd.GivenUp;
        try
        {
            await rooms.DispatchAsync(orphan.Call.Name, new CallMetadata(orphan.Call.CallId, persona, options.Value.Region, locale, generation, Resume: true, startedAt), cancellationToken);
            end = OpeningEnd.Answered;
        }
        finally
        {
            ledger.EndOpening(orphan.Call.Name, end);
        }

        LogReplaced(logger, orphan.Call.CallId, generation);
        return generation;
    }

    [LoggerMessage(EventId = 63, Level = LogLevel.Information, Message = "Call {CallId} lost its agent; one of generation {Generation} is on its way")]
    private static partial void LogReplaced(ILogger logger, string callId, int generation);

    [LoggerMessage(EventId = 64, Level = LogLevel.Information, Message = "Call {CallId} lost its agent and needs no other one here ({Verdict})")]
    private static partial void LogElsewhere(ILogger logger, string callId, FenceVerdict verdict);
}
