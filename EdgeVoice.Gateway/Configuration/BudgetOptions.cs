namespace EdgeVoice.Gateway.Configuration;

/// <summary>How many calls one client, one business and the region may have, section <c>Gateway:Budgets</c>. A day is one of UTC.</summary>
internal sealed class BudgetOptions
{
    /// <summary>Slots that one client may hold without having joined.</summary>
    public int UnusedPerClient { get; set; } = 10;

    /// <summary>The same for its network: a /24 of IPv4, a /48 of IPv6.</summary>
    public int UnusedPerNetwork { get; set; } = 40;

    /// <summary>Calls of one address, or one /64 of IPv6.</summary>
    public CallBudget Client { get; set; } = new() { Concurrent = 20, PerDay = 500 };

    /// <summary>Calls of the business that a persona answers for. Its name is the persona's <c>tenant</c>.</summary>
    public CallBudget Tenant { get; set; } = new();

    /// <summary>Tenants that have a budget of their own.</summary>
    public IReadOnlyDictionary<string, CallBudget> Tenants { get; set; } = new Dictionary<string, CallBudget>(StringComparer.Ordinal);

    /// <summary>Calls that the region begins in a day; at one time it has <see cref="GatewayOptions.Slots"/>.</summary>
    public int RegionPerDay { get; set; } = 20_000;

    public CallBudget Of(string tenant) => Tenants.GetValueOrDefault(tenant, Tenant);
}

/// <summary>Calls at one time and in a day; a number that is not set is no limit.</summary>
internal sealed class CallBudget
{
    public int? Concurrent { get; set; }

    public int? PerDay { get; set; }
}
