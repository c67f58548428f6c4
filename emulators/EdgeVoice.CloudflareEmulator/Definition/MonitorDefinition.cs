namespace EdgeVoice.CloudflareEmulator.Definition;

/// <summary>How the health of an origin is found out.</summary>
/// <param name="ExpectedCodes">Status that counts as healthy: a code such as <c>200</c> or a class such as <c>2xx</c>.</param>
/// <param name="Interval">Time between two probes.</param>
/// <param name="Timeout">Time after which a probe has failed.</param>
/// <param name="Retries">Probes at once after a time-out, before it counts.</param>
/// <param name="ConsecutiveUp">Probes in a row that make an origin healthy.</param>
/// <param name="ConsecutiveDown">Probes in a row that make an origin unhealthy.</param>
internal sealed record MonitorDefinition(
    string Method,
    string Path,
    string ExpectedCodes,
    string? ExpectedBody,
    IReadOnlyDictionary<string, string> Headers,
    TimeSpan Interval,
    TimeSpan Timeout,
    int Retries,
    int ConsecutiveUp,
    int ConsecutiveDown)
{
    public bool Accepts(int status) => ExpectedCodes.Split(',').Any(code => Matches(code.Trim(), status));

    private static bool Matches(string code, int status) =>
        code.EndsWith("xx", StringComparison.Ordinal) ? status / 100 == code[0] - '0' : code == status.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
