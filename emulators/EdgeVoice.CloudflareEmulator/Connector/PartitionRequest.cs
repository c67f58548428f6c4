namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>Body of <c>POST /emulator/partition</c>; without one the partition is switched on.</summary>
internal sealed record PartitionRequest(bool On);
