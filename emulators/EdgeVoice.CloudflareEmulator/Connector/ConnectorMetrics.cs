using System.Globalization;
using System.Text;

namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>Prometheus text under the names that cloudflared uses, so that its dashboards and alerts work here too.</summary>
internal static class ConnectorMetrics
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(ConnectorState state)
    {
        var text = new StringBuilder();
        Add("build_info", "gauge", "Build and version information", 1, """{version="emulator"}""");
        Add("cloudflared_tunnel_ha_connections", "gauge", "Number of active ha connections", state.Connections);
        Add("cloudflared_tunnel_total_requests", "counter", "Amount of requests proxied through all the tunnels", state.Requests);
        Add("cloudflared_tunnel_request_errors", "counter", "Count of error proxying to origin", state.Errors);
        Add("cloudflared_tunnel_concurrent_requests_per_tunnel", "gauge", "Concurrent requests proxied through each tunnel", state.Concurrent);
        Add("cloudflared_tunnel_timer_retries", "gauge", "Unacknowledged heart beats count", state.Retries);
        Add("cloudflared_tunnel_tunnel_register_success", "counter", "Count of successful tunnel registrations", state.Registered, """{rpcName="registerConnection"}""");
        Add("cloudflared_tunnel_tunnel_register_fail", "counter", "Count of tunnel registration errors by type", state.Failures, """{error="server",rpcName="registerConnection"}""");
        Add("cloudflared_tcp_active_sessions", "gauge", "Concurrent count of TCP sessions that are being proxied to any origin", state.ActiveSessions);
        Add("cloudflared_tcp_total_sessions", "counter", "Total count of TCP sessions that have been proxied to any origin", state.Sessions);
        Head("cloudflared_tunnel_response_by_code", "counter", "Count of responses by HTTP status code");
        foreach (var (code, count) in state.Responses.OrderBy(pair => pair.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"cloudflared_tunnel_response_by_code{{status_code=\"{code}\"}} {count}\n");
        }

        return text.ToString();

        void Head(string name, string type, string help) => text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

        void Add(string name, string type, string help, long value, string labels = "")
        {
            Head(name, type, help);
            text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
        }
    }
}
