using System.Globalization;
using System.Text.RegularExpressions;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Settings;

/// <summary>Which k3s, section <c>EdgeVoice:Fleet:K3s</c>.</summary>
internal static partial class K3sSettings
{
    // What the manifests' schemas are checked against.
    private const int LeastMinor = 31;
    private const int MostMinor = 36;

    private const string Production = "v1.36.1+k3s1";
    private const string Brief = "v1.31.0+k3s1";

    public static K3sRelease Read(SettingsSection section)
    {
        var fallback = section.Choice("Profile", K3sProfile.Production) == K3sProfile.Brief ? Brief : Production;
        var version = section.Text("Version", fallback, text => Minor(text) is >= LeastMinor and <= MostMinor, "it must be a release of k3s from v1.31 to v1.36, such as v1.36.1+k3s1");
        var acknowledged = section.Flag("AcknowledgeEndOfLife");
        var release = new K3sRelease(version, Minor(version) ?? MostMinor);
        if (release.IsEndOfLife && !acknowledged)
        {
            section.Refuse(section.Raw("Version").Length > 0 ? "Version" : "Profile", section.Raw("Version").Length > 0 ? version : section.Raw("Profile"),
                $"Kubernetes has ended the line of {version}, which gets no more fixes; take {Production}, or set {section.Path}:AcknowledgeEndOfLife to true");
        }

        section.RefuseUnknown();
        return release;
    }

    private static int? Minor(string version) => Release().Match(version) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^v1\.([0-9]{1,3})\.[0-9]{1,3}\+k3s[0-9]{1,2}\z")]
    private static partial Regex Release();
}
