using System.Globalization;

namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>Names of Services as their clients write them.</summary>
internal static class ServiceUrls
{
    /// <summary>Fully qualified, with the closing dot: nothing is appended and tried first.</summary>
    public static string Host(string service, string @namespace) => $"{Name(service, @namespace)}.";

    /// <summary>Without the closing dot, where a certificate is checked against it.</summary>
    public static string Name(string service, string @namespace) => $"{service}.{@namespace}.svc.{ClusterNetwork.Domain}";

    public static string Of(string scheme, string service, string @namespace, int port) => string.Create(CultureInfo.InvariantCulture, $"{scheme}://{Host(service, @namespace)}:{port}");
}
