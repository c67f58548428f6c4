using System.Text.RegularExpressions;

namespace EdgeVoice.CloudflareEmulator.Definition;

internal static partial class MonitorReader
{
    // Cloudflare's defaults, in seconds.
    private const int DefaultInterval = 60;
    private const int DefaultTimeout = 5;
    private const int DefaultRetries = 2;

    public static MonitorDefinition Read(JsonFields monitor)
    {
        monitor.Ignore("account_id", "description", "allow_insecure", "follow_redirects", "probe_zone", "port");
        var type = monitor.Required("type");
        if (type.Text() is "tcp" or "udp_icmp" or "icmp_ping" or "smtp")
        {
            throw type.Wrong($"is '{type.Text()}': an origin behind a tunnel can be probed by http or https only");
        }

        type.OneOf("http", "https");
        var method = monitor.Optional("method")?.OneOf("GET", "HEAD") ?? "GET";
        var path = monitor.Required("path");
        if (!path.Text().StartsWith('/'))
        {
            throw path.Wrong($"is '{path.Text()}': must begin with /");
        }

        var codes = monitor.Required("expected_codes");
        if (!Codes().IsMatch(codes.Text()))
        {
            throw codes.Wrong($"is '{codes.Text()}': must be codes such as 200 or 2xx");
        }

        var interval = monitor.Optional("interval")?.Integer(5, 3600) ?? DefaultInterval;
        var timeout = monitor.Optional("timeout");
        var seconds = timeout?.Integer(1, 10) ?? DefaultTimeout;
        if (seconds >= interval)
        {
            throw (timeout ?? monitor.Self).Wrong($"is {seconds} s, but a probe starts every {interval} s: it must be shorter than the interval");
        }

        var read = new MonitorDefinition(
            method,
            path.Text(),
            codes.Text(),
            monitor.Optional("expected_body")?.Text(),
            Headers(monitor.Optional("header")),
            TimeSpan.FromSeconds(interval),
            TimeSpan.FromSeconds(seconds),
            monitor.Optional("retries")?.Integer(0, 5) ?? DefaultRetries,
            monitor.Optional("consecutive_up")?.Integer(0, 10) ?? 0,
            monitor.Optional("consecutive_down")?.Integer(0, 10) ?? 0);
        monitor.Done();
        return read;
    }

    private static Dictionary<string, string> Headers(JsonValue? header)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in header?.Object().All ?? new Dictionary<string, JsonValue>())
        {
            if (name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase))
            {
                throw values.Wrong("cannot be set: Cloudflare sends its own");
            }

            headers[name] = values.List() is [var value] ? value.Text() : throw values.Wrong("must hold one value");
        }

        return headers;
    }

    [GeneratedRegex("^[1-5]([0-9]{2}|xx)( *, *[1-5]([0-9]{2}|xx))*\\z")]
    private static partial Regex Codes();
}
