using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Rollout;

/// <summary>What is done already, by cell, for one version of the fleet; lies beside the published folder and holds no secret. Open to one deploy at a time.</summary>
internal sealed class DeployState : IDisposable
{
    private readonly FileStream _file;
    private readonly string _fleet;
    private readonly HashSet<string> _done;

    private DeployState(FileStream file, string fleet, IEnumerable<string> done)
    {
        _file = file;
        _fleet = fleet;
        _done = [.. done];
    }

    /// <param name="path">The state file.</param>
    /// <param name="fleet">Digest of the published fleet; state of another is not used.</param>
    /// <exception cref="DistributedApplicationException">Another deploy has it open, or it cannot be written.</exception>
    public static DeployState Open(string path, string fleet)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new(file, fleet, Read(file, fleet));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"{path} cannot be opened: {exception.Message} Is another deploy running?", exception);
        }
    }

    /// <summary>Where the state of a published folder lies.</summary>
    public static string PathOf(string fleetFolder) => $"{fleetFolder}.deploy.json";

    public bool IsDone(DeployStep step) => _done.Contains(Key(step));

    public void Done(DeployStep step)
    {
        _done.Add(Key(step));
        var state = new JsonObject { ["fleet"] = _fleet, ["done"] = new JsonArray([.. _done.Order(StringComparer.Ordinal).Select(key => JsonValue.Create(key))]) };
        _file.SetLength(0);
        using (var writer = new Utf8JsonWriter(_file, new JsonWriterOptions { Indented = true }))
        {
            state.WriteTo(writer);
        }

        _file.Flush(flushToDisk: true);
    }

    public void Dispose() => _file.Dispose();

    private static string Key(DeployStep step) => $"{step.Cell} {step.Id}";

    // A state file that was cut off in a crash costs a repetition, and every step may be repeated.
    private static string[] Read(FileStream file, string fleet)
    {
        try
        {
            var state = file.Length == 0 ? null : JsonNode.Parse(file);
            return state.Text("fleet") == fleet ? [.. state.Texts("done")] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
