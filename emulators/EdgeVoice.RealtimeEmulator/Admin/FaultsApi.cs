using System.Text.Json;
using EdgeVoice.RealtimeEmulator.Endpoints;
using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.Admin;

internal static class FaultsApi
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public static void MapFaults(this RouteGroupBuilder admin)
    {
        admin.MapGet("/faults", (FaultPlan plan) => plan.List().Select(planned => new { planned.Fault, planned.Left }));
        admin.MapPost("/faults", AddAsync);
        admin.MapDelete("/faults", (FaultPlan plan) =>
        {
            plan.Clear();
            return Results.NoContent();
        });
    }

    private static async Task<IResult> AddAsync(HttpRequest request, FaultPlan plan, SessionRegistry sessions, CancellationToken cancellationToken)
    {
        Fault[] faults;
        try
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body, s_json, cancellationToken);
            faults = body.ValueKind == JsonValueKind.Array ? body.Deserialize<Fault[]>(s_json)! : [body.Deserialize<Fault>(s_json)!];
        }
        catch (JsonException exception)
        {
            return BadRequest($"The body must be a fault or a list of faults: {exception.Message}");
        }

        if (faults.SelectMany(fault => fault is null ? ["a fault must not be null."] : FaultRules.Errors(fault)).FirstOrDefault() is { } error)
        {
            return BadRequest(error);
        }

        foreach (var fault in faults)
        {
            if (!Place(fault, plan, sessions))
            {
                return ProviderError.Json(StatusCodes.Status404NotFound, $"No live session '{fault.Session}'.", "invalid_request_error", "session_not_found", "session");
            }
        }

        return Results.Created("/admin/faults", new { added = faults.Length });
    }

    private static bool Place(Fault fault, FaultPlan plan, SessionRegistry sessions)
    {
        var live = sessions.Live();
        if (fault.Kind == FaultKinds.DisconnectNow && fault is { Session: Fault.NextSession, AfterMs: null, AfterResponses: 0 })
        {
            // "Now" leaves no next session to wait for.
            GiveTo(live, new PlannedFault(fault with { Times = int.MaxValue }));
            return true;
        }

        if (fault.Session == Fault.AllSessions)
        {
            GiveTo(live, plan.Add(fault));
            return true;
        }

        if (fault.Session == Fault.NextSession)
        {
            plan.Add(fault);
            return true;
        }

        RealtimeSession[] addressed = [.. live.Where(session => session.Id == fault.Session)];
        GiveTo(addressed, new PlannedFault(fault));
        return addressed.Length > 0;
    }

    private static void GiveTo(IEnumerable<RealtimeSession> sessions, PlannedFault fault)
    {
        foreach (var session in sessions)
        {
            lock (session.Gate)
            {
                session.Faults.Add(fault);
            }
        }
    }

    private static IResult BadRequest(string message) =>
        ProviderError.Json(StatusCodes.Status400BadRequest, message, "invalid_request_error", "invalid_fault");
}
