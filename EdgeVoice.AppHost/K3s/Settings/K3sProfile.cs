namespace EdgeVoice.AppHost.K3s.Settings;

/// <summary>Which k3s is taken when no version is given.</summary>
internal enum K3sProfile
{
    /// <summary>A supported line.</summary>
    Production,

    /// <summary>The first line that the manifests are checked against; ended, and so only with an acknowledgement.</summary>
    Brief,
}
