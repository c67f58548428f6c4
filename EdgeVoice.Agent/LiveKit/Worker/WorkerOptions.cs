using System.ComponentModel.DataAnnotations;

namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>What this worker offers to the LiveKit server.</summary>
internal sealed class WorkerOptions
{
    public const string SectionName = "Agent";

    public string Region { get; set; } = "";

    /// <summary>Calls at the same time.</summary>
    [Range(1, 1000, ErrorMessage = "Agent:Slots must be between 1 and 1000 (environment: Agent__Slots).")]
    public int Slots { get; set; } = 10;

    /// <summary>The name under which rooms ask for this agent.</summary>
    [Required(ErrorMessage = "Agent:AgentName must be the name that rooms dispatch to (environment: Agent__AgentName).")]
    public string AgentName { get; set; } = "edgevoice";

    /// <summary>How long running calls may go on after the process was asked to stop, in seconds.</summary>
    [Range(0, 86_400, ErrorMessage = "Agent:DrainSeconds must be between 0 and 86400 (environment: Agent__DrainSeconds).")]
    public int DrainSeconds { get; set; } = 120;

    /// <summary>How long an accepted job may take to be assigned before its slot is free again; LiveKit's own workers wait as long.</summary>
    public TimeSpan AssignmentTimeout { get; set; } = TimeSpan.FromSeconds(7.5);

    /// <summary>How often load and status are sent when nothing changes.</summary>
    public TimeSpan StatusInterval { get; set; } = TimeSpan.FromSeconds(2.5);
}
