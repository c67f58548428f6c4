namespace Aspire.Hosting.ApplicationModel;

/// <summary>Commands that every process and container has.</summary>
public static class KnownResourceCommands
{
    public static readonly string StartCommand = "start";
    public static readonly string StopCommand = "stop";
    public static readonly string RestartCommand = "restart";
}
