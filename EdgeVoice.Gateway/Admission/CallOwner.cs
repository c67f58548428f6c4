namespace EdgeVoice.Gateway.Admission;

/// <summary>Whom a call counts for.</summary>
/// <param name="Client">Bucket of the caller's address; see <see cref="ClientAddresses"/>.</param>
/// <param name="Network">Bucket of the network around it.</param>
/// <param name="Tenant">The business that the persona answers for.</param>
internal readonly record struct CallOwner(int Client, int Network, string Tenant);
