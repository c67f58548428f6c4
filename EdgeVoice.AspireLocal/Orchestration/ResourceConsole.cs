namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>The AppHost's own output: one line at a time, each with the name of its resource.</summary>
internal sealed class ResourceConsole
{
    private readonly Lock _gate = new();

    /// <summary>Where lines go; tests listen here.</summary>
    public Action<string>? Written { get; set; }

    public void WriteLine(string line)
    {
        lock (_gate)
        {
            Console.Out.WriteLine(line);
            Written?.Invoke(line);
        }
    }

    public void WriteLine(string resource, string line) => WriteLine($"[{resource}] {line}");
}
