using EdgeVoice.Dashboard.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Storage;

/// <summary>The state of the regions as their agents' gauges tell it: the latest value of each, nothing of before, nothing over a restart.</summary>
internal sealed class GaugeBoard(IOptions<DashboardOptions> options)
{
    public const string Slots = "edgevoice.worker.slots";
    public const string Active = "edgevoice.worker.active";
    public const string Draining = "edgevoice.worker.draining";
    public const string ProviderReady = "edgevoice.provider.ready";
    public const string ProviderChosen = "edgevoice.provider.chosen";
    public const string ProviderHandshake = "edgevoice.provider.handshake";

    // Long enough to say of a region since when it is silent.
    private const long ForgottenNs = 3_600L * 1_000_000_000;

    private static readonly string[] s_shown = [Slots, Active, Draining, ProviderReady, ProviderChosen, ProviderHandshake];

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Sender, string Name, string Series), Gauge> _gauges = [];
    private long _dropped;

    public Counter Counter
    {
        get
        {
            lock (_lock)
            {
                return new(_gauges.Count, options.Value.Limits.MaxGauges, _dropped);
            }
        }
    }

    public Gauge[] All
    {
        get
        {
            lock (_lock)
            {
                return [.. _gauges.Values];
            }
        }
    }

    /// <summary>Whether a page shows a metric of this name. All others are Aspire's to show.</summary>
    public static bool Shows(string name) => s_shown.Contains(name);

    /// <summary>What comes last counts, whatever the sender's clock says: it may have been set back.</summary>
    /// <param name="receivedNs">Now, by this machine's clock.</param>
    public void Set(IEnumerable<Gauge> gauges, long receivedNs)
    {
        lock (_lock)
        {
            if (_gauges.Count >= options.Value.Limits.MaxGauges)
            {
                Forget(receivedNs - ForgottenNs);
            }

            foreach (var gauge in gauges)
            {
                var key = (gauge.Sender, gauge.Name, Series(gauge.Attributes));
                // New combinations of attributes are what explodes; the gauges that are known go on.
                if (_gauges.Count < options.Value.Limits.MaxGauges || _gauges.ContainsKey(key))
                {
                    _gauges[key] = gauge;
                }
                else
                {
                    _dropped++;
                }
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _gauges.Clear();
        }
    }

    private void Forget(long beforeNs)
    {
        foreach (var (key, _) in _gauges.Where(known => known.Value.ReceivedNs < beforeNs).ToArray())
        {
            _gauges.Remove(key);
        }
    }

    private static string Series(Attributes attributes) =>
        string.Join('\u0002', attributes.Items.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key}\u0001{attributes.Text(item.Key)}"));
}
