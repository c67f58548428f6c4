using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Admission;

/// <summary>
/// How many calls began today. A client's count when they are granted, so that asking costs; a tenant's and the region's when
/// they are joined, so that nobody uses up what others pay for. In the memory of the region's one gateway: a restart begins anew.
/// </summary>
internal sealed class CallBudgets(IOptions<GatewayOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, int> _clients = [];
    private readonly Dictionary<string, int> _tenants = new(StringComparer.Ordinal);
    private DateOnly _day;
    private int _region;

    /// <returns>Whose budget of the day is used up, as the name of a problem; null when there is some left.</returns>
    public string? Refusal(CallOwner owner)
    {
        var budgets = options.Value.Budgets;
        lock (_lock)
        {
            BeginDay();
            return _clients.GetValueOrDefault(owner.Client) >= budgets.Client.PerDay ? CallProblems.ClientLimit
                : _tenants.GetValueOrDefault(owner.Tenant) >= budgets.Of(owner.Tenant).PerDay ? CallProblems.TenantLimit
                : _region >= budgets.RegionPerDay ? CallProblems.RegionLimit
                : null;
        }
    }

    public void Granted(CallOwner owner)
    {
        lock (_lock)
        {
            BeginDay();
            _clients[owner.Client] = _clients.GetValueOrDefault(owner.Client) + 1;
        }
    }

    public void Joined(CallOwner owner)
    {
        lock (_lock)
        {
            BeginDay();
            _tenants[owner.Tenant] = _tenants.GetValueOrDefault(owner.Tenant) + 1;
            _region++;
        }
    }

    private void BeginDay()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (_day != today)
        {
            _clients.Clear();
            _tenants.Clear();
            (_day, _region) = (today, 0);
        }
    }
}
