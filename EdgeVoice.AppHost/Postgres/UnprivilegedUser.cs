using EdgeVoice.AppHost.Resources;

namespace EdgeVoice.AppHost.Postgres;

/// <summary>How root runs a server that refuses to run as root: in a user namespace, or as a user without rights.</summary>
internal sealed class UnprivilegedUser
{
    // The id of nobody on every Linux; no account is needed for it.
    private const string Nobody = "65534";

    private static readonly string[] s_namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];
    private static readonly string[] s_nobody = ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"];

    private UnprivilegedUser(IReadOnlyList<string> prefix, string? owner)
    {
        Prefix = prefix;
        Owner = owner;
    }

    /// <summary>The program that changes the user and its arguments; empty when no change is needed.</summary>
    public IReadOnlyList<string> Prefix { get; }

    /// <summary>Who must own the data folder; nothing when the current user does.</summary>
    public string? Owner { get; }

    public static UnprivilegedUser None { get; } = new([], null);

    public static UnprivilegedUser Namespace { get; } = new(s_namespace, "0");

    public static UnprivilegedUser NoRights { get; } = new(s_nobody, Nobody);

    /// <exception cref="DistributedApplicationException">Neither way works on this machine.</exception>
    public static async Task<UnprivilegedUser> FindAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return None;
        }

        foreach (var candidate in new[] { Namespace, NoRights })
        {
            if (Programs.IsOnPath(candidate.Prefix[0]) && (await Tool.RunAsync([.. candidate.Prefix, "true"], "", cancellationToken)).ExitCode == 0)
            {
                return candidate;
            }
        }

        throw new DistributedApplicationException(
            "PostgreSQL does not run as root, and neither `unshare --user` nor `setpriv` works here. Run the AppHost as another user.");
    }
}
