using System.Text.Json.Nodes;

namespace EdgeVoice.Tests.Gateway;

/// <summary>What a dispatch tells the agent, with the moment at which the call was asked for beside it.</summary>
internal static class DispatchMetadata
{
    public static (string Others, DateTimeOffset StartedAt) Read(string metadata)
    {
        var read = JsonNode.Parse(metadata)!.AsObject();
        var startedAt = read["startedAt"]!.GetValue<DateTimeOffset>();
        read.Remove("startedAt");
        return (read.ToJsonString(), startedAt);
    }
}
