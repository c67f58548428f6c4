namespace EdgeVoice.AppHost.Resources.Regions;

/// <summary>What an agent's <c>/status</c> says of its load.</summary>
internal sealed record AgentLoad(int Slots, int Active, bool Draining, bool Registered);
