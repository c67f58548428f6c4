namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>How media reaches LiveKit.</summary>
internal enum LiveKitMode
{
    /// <summary>On the node's own address, as LiveKit's documentation asks.</summary>
    Host,

    /// <summary>On the load balancer's address, all media on one UDP port; one replica.</summary>
    Vip,
}
