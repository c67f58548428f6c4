namespace EdgeVoice.Agent.Tools;

/// <summary>Something the agent can do for the caller.</summary>
internal interface ITool
{
    ToolDefinition Definition { get; }

    /// <summary>Carries out the call and returns what the model is told.</summary>
    /// <exception cref="ToolArgumentException">An argument is missing or wrong; the model gets the text and can ask the caller.</exception>
    Task<string> InvokeAsync(ToolInvocation call, CancellationToken cancellationToken);
}
