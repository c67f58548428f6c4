namespace EdgeVoice.AppHost.K3s.Host;

/// <summary>Where k3s and its files live on a host.</summary>
internal static class K3sPaths
{
    public const string ConfigFolder = "/etc/rancher/k3s";
    public const string TokenFile = $"{ConfigFolder}/token";
    public const string AuditPolicy = $"{ConfigFolder}/audit-policy.yaml";
    public const string Admission = $"{ConfigFolder}/admission.yaml";
    public const string AuditLogFolder = "/var/lib/rancher/k3s/server/logs";
    public const string AuditLog = $"{AuditLogFolder}/audit.log";
    public const string SnapshotSecret = "k3s-etcd-snapshot-s3-config";
}
