namespace EdgeVoice.Agent.Admin;

/// <param name="LimitSeconds">How long live calls may go on before they are handed over.</param>
internal sealed record DrainRequest(int? LimitSeconds);
