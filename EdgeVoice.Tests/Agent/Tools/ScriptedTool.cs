using System.Text.Json;
using EdgeVoice.Agent.Tools;

namespace EdgeVoice.Tests.Agent.Tools;

/// <summary>A tool that does what its test says.</summary>
internal sealed class ScriptedTool(Func<JsonElement, string, CancellationToken, Task<string>> invoke) : ITool
{
    public ToolDefinition Definition { get; } = new("scripted", "Does what its test says.", ToolSchema.Object());

    public Task<string> InvokeAsync(ToolInvocation call, CancellationToken cancellationToken) => invoke(call.Arguments, call.IdempotencyKey, cancellationToken);
}
