namespace EdgeVoice.Dashboard.Configuration;

/// <summary>Who may look.</summary>
internal sealed class FrontendOptions
{
    /// <summary>Token of the login page; made anew at each start when empty.</summary>
    public string BrowserToken { get; set; } = "";

    /// <summary>The login URL as people reach it, when it differs from the address that is listened on.</summary>
    public string PublicUrl { get; set; } = "";
}
