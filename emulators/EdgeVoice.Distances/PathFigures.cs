namespace EdgeVoice.Distances;

/// <summary>What the network does besides being far away.</summary>
/// <param name="Jitter">Share of the round trip by which a one-way delay varies.</param>
/// <param name="CallerLoss">Share of packets lost between a caller and a region.</param>
/// <param name="BackboneLoss">Share of packets lost between data centres.</param>
public sealed record PathFigures(double Jitter, string JitterSource, double CallerLoss, string CallerLossSource, double BackboneLoss, string BackboneLossSource);
