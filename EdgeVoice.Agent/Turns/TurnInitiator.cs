namespace EdgeVoice.Agent.Turns;

internal enum TurnInitiator
{
    Caller,
    Agent,
}
