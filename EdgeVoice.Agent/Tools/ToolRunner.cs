using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeVoice.Agent.Tools;

/// <summary>Runs a tool call of the model within a time limit; whatever goes wrong becomes a result that the model can speak about.</summary>
internal sealed partial class ToolRunner(IEnumerable<ITool> tools, TimeProvider time, ILogger<ToolRunner> logger)
{
    // A caller waits for the answer: past this the agent should say that it takes longer.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(8);

    private readonly Dictionary<string, ITool> _tools = tools.ToDictionary(tool => tool.Definition.Name);

    /// <summary>What the model is told of a fault that is not its own.</summary>
    public static ToolResult NotAtTheMoment { get; } = Failure("it does not work at the moment");

    public IReadOnlyList<ToolDefinition> Definitions(IEnumerable<string> names) => [.. names.Select(name => _tools.TryGetValue(name, out var tool)
        ? tool.Definition
        : throw new InvalidOperationException($"personas.json names the tool '{name}': known are {string.Join(", ", _tools.Keys)}"))];

    /// <summary>Those of the tools that this build has.</summary>
    public IReadOnlyList<string> Known(IEnumerable<string> names) => [.. names.Where(_tools.ContainsKey)];

    /// <param name="invocation">Made from the arguments once they are known to be JSON.</param>
    public async Task<ToolResult> RunAsync(string name, string arguments, Func<JsonElement, ToolInvocation> invocation, CancellationToken cancellationToken)
    {
        if (!_tools.TryGetValue(name, out var tool))
        {
            return Failure($"there is no tool '{name}'");
        }

        using var limit = new CancellationTokenSource(s_limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var document = ParseReadable(arguments);
            return new ToolResult(true, await tool.InvokeAsync(invocation(document.RootElement), linked.Token).WaitAsync(linked.Token).ConfigureAwait(false));
        }
        catch (ToolArgumentException exception)
        {
            return Failure(exception.Message);
        }
        catch (JsonException)
        {
            return Failure("the arguments are not JSON");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, name, "timed out");
            return Failure("it takes too long at the moment");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The type only: a message may hold what the caller said.
            LogFailed(logger, name, exception.GetType().Name);
            return NotAtTheMoment;
        }
    }

    /// <summary>Half a surrogate pair passes as JSON and fails whoever reads the value or a name beside it.</summary>
    /// <exception cref="JsonException">It is no JSON, or holds what cannot be read.</exception>
    private static JsonDocument ParseReadable(string arguments)
    {
        try
        {
            return JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(arguments)));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new JsonException("The arguments hold what cannot be read.", exception);
        }
    }

    private static ToolResult Failure(string reason) => new(false, JsonSerializer.Serialize(new { error = reason }));

    [LoggerMessage(EventName = "ToolFailed", Level = LogLevel.Warning, Message = "Tool {Tool} failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string tool, string reason);
}
