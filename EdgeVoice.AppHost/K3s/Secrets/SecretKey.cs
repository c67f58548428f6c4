namespace EdgeVoice.AppHost.K3s.Secrets;

/// <param name="Name">Key in the Secret.</param>
/// <param name="Origin">Where its value comes from.</param>
internal sealed record SecretKey(string Name, string Origin);
