using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Conversations;

namespace EdgeVoice.RealtimeEmulator.Responses;

/// <summary>One response from <c>response.created</c> to <c>response.done</c>. Guarded by the session's gate.</summary>
internal sealed class ResponseRun(string id, string conversationId, ResponseRequest request, ResponseFaults faults) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public string Id => id;

    public ResponseRequest Request => request;

    public ResponseFaults Faults => faults;

    public CancellationToken Stopped => _stop.Token;

    public List<ConversationItem> Output { get; } = [];

    public string Status { get; private set; } = ResponseStatus.InProgress;

    public bool IsFinished => Status != ResponseStatus.InProgress;

    public double AudioMs { get; set; }

    public bool HasStalled { get; set; }

    public int TextTokens { get; set; }

    /// <summary>Writes the closing events of the item that is being sent; the argument is the item's final status.</summary>
    public Action<string>? CloseItem { get; set; }

    public JsonObject? StatusDetails { get; private set; }

    public void Finish(string status, JsonObject? details)
    {
        Status = status;
        StatusDetails = details;
        _stop.Cancel();
    }

    public JsonObject ToJson(JsonObject? usage) => new()
    {
        ["object"] = "realtime.response",
        ["id"] = id,
        ["status"] = Status,
        ["status_details"] = StatusDetails?.DeepClone(),
        ["output"] = new JsonArray([.. Output.Select(item => item.ToJson())]),
        ["conversation_id"] = request.InConversation ? conversationId : null,
        ["output_modalities"] = new JsonArray(request.SpeaksAudio ? "audio" : "text"),
        ["max_output_tokens"] = request.MaxOutputTokens.DeepClone(),
        ["audio"] = new JsonObject { ["output"] = new JsonObject { ["format"] = request.Format.ToJson(), ["voice"] = request.Voice } },
        ["usage"] = usage,
        ["metadata"] = request.Metadata?.DeepClone(),
    };

    public void Dispose() => _stop.Dispose();
}
