namespace EdgeVoice.Bench.Health;

/// <param name="Requests">Health requests that were sent.</param>
/// <param name="Failed">Those that were not answered with 200.</param>
/// <param name="Seconds">Length of each of the two windows.</param>
/// <param name="PerSecond">Rate that was reached.</param>
/// <param name="P50Ms">From sending to the whole answer.</param>
/// <param name="P99Ms">From sending to the whole answer.</param>
/// <param name="MaxMs">From sending to the whole answer.</param>
/// <param name="CpuPercent">Processor time of the gateway during the load, per cent of its one core.</param>
/// <param name="UpstreamIdle">Calls to LiveKit and agent in the window without load.</param>
/// <param name="UpstreamLoaded">The same with load.</param>
internal sealed record HealthResult(
    int Requests, int Failed, double Seconds, double PerSecond, double P50Ms, double P99Ms, double MaxMs, double CpuPercent, int UpstreamIdle, int UpstreamLoaded);
