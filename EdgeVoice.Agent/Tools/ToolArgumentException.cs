namespace EdgeVoice.Agent.Tools;

/// <summary>The model called a tool with an argument that the tool cannot use.</summary>
internal sealed class ToolArgumentException(string message) : Exception(message);
