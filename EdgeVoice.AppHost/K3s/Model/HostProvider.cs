namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>Who owns the machines; decides which ways of moving an address exist.</summary>
internal enum HostProvider
{
    /// <summary>Machines on a real layer 2 network.</summary>
    BareMetal,

    /// <summary>Hetzner dedicated servers with a vSwitch: layer 2.</summary>
    Robot,

    /// <summary>Hetzner Cloud: its networks are layer 3, nobody hears ARP.</summary>
    Hcloud,
}
