using System.Security.Cryptography;
using System.Text;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>A short name for a content: where it changes, pods are replaced.</summary>
internal static class Digest
{
    public const string Annotation = "edgevoice.io/config-digest";

    public static string Of(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..12];
}
