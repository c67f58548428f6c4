using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>Degraded at worst: calls go on without a database, and restarting the agent would not bring it back.</summary>
internal sealed class JournalHealthCheck(JournalStatus status) : IHealthCheck
{
    private readonly JournalStatus _status = status;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var data = new Dictionary<string, object>
        {
            ["unspooled"] = _status.Unspooled,
            ["unshipped"] = _status.Unshipped,
            ["leftovers"] = _status.Leftovers,
            ["lost"] = _status.Lost,
            ["setAside"] = _status.SetAside,
        };
        return Task.FromResult(Complaint() is { } complaint ? HealthCheckResult.Degraded(complaint, data: data) : HealthCheckResult.Healthy("The journal reaches PostgreSQL.", data));
    }

    private string? Complaint() => this switch
    {
        { _status.DiskFailing: true } => "The spool disk refuses writes; entries wait in memory.",
        { _status.DatabaseFailing: true } => "PostgreSQL does not take the journal; entries wait in the spool.",
        { _status.Lost: > 0 } => "Entries were lost while the spool disk refused writes.",
        _ => null,
    };
}
