namespace EdgeVoice.Agent.Turns;

internal enum Speaker
{
    Caller,
    Agent,
}
