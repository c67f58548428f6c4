namespace EdgeVoice.AppHost.K3s.Secrets;

/// <summary>A Secret that must be there before its users start. Its values are nowhere in the output.</summary>
/// <param name="Namespace">Where it is needed.</param>
/// <param name="Name">Its name.</param>
/// <param name="Keys">Keys and what each is.</param>
/// <param name="Purpose">Who reads it, and what for.</param>
internal sealed record SecretEntry(string Namespace, string Name, IReadOnlyList<SecretKey> Keys, string Purpose);
