namespace EdgeVoice.Dashboard.Turns;

internal static class PhaseNames
{
    public const string UserSpeech = "user_speech";
    public const string Endpointing = "endpointing";
    public const string ModelWait = "model_wait";
    public const string Tool = "tool";
    public const string Playout = "playout";
    public const string AgentSpeech = "agent_speech";
    public const string Other = "other";
}
