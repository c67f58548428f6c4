namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>What asks a process to end in order.</summary>
internal enum StopSignal
{
    Terminate,

    /// <summary>Postgres ends its sessions at once on this, and waits for them on the other.</summary>
    Interrupt,
}
