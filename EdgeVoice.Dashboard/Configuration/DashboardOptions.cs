namespace EdgeVoice.Dashboard.Configuration;

/// <summary>The section <c>Dashboard</c>.</summary>
internal sealed class DashboardOptions
{
    public const string SectionName = "Dashboard";

    public FrontendOptions Frontend { get; set; } = new();

    public OtlpOptions Otlp { get; set; } = new();

    public AspireOptions Aspire { get; set; } = new();

    public TelemetryLimits Limits { get; set; } = new();

    /// <summary>Where telemetry and audio are kept; empty keeps them in memory only.</summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>Shows what people said: <c>edgevoice.pii.*</c> and the like. Off unless it is turned on.</summary>
    public bool ShowContent { get; set; }

    /// <summary>Heard silence that is still good, by name, in milliseconds.</summary>
    public Dictionary<string, int> Budgets { get; set; } = new() { ["good"] = 800, ["slow"] = 1500 };

    /// <summary>Model -> US dollars per million tokens; the file beside the program when empty.</summary>
    public string PriceFile { get; set; } = "";
}
