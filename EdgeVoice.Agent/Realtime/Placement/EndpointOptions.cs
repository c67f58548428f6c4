namespace EdgeVoice.Agent.Realtime.Placement;

/// <summary>One address of the provider. Section <c>Realtime:Endpoints:N</c>.</summary>
internal sealed class EndpointOptions
{
    /// <summary>Names the endpoint on spans and in the status, for example <c>us-east</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>WebSocket address without query.</summary>
    public Uri? Url { get; set; }

    /// <summary>Handshake time in ms beyond which another endpoint is preferred. 1000: three round trips around half the world.</summary>
    public int BudgetMs { get; set; } = 1000;
}
