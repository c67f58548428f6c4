namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>Postgres in the home cell.</summary>
/// <param name="StorageGiB">Size of its volume.</param>
/// <param name="BackupSchedule">Cron expression, UTC.</param>
/// <param name="BackupEndpoint">S3 endpoint that keeps the backups, outside the cell.</param>
/// <param name="BackupBucket">Bucket there.</param>
internal sealed record DatabaseSettings(int StorageGiB, string BackupSchedule, string BackupEndpoint, string BackupBucket);
