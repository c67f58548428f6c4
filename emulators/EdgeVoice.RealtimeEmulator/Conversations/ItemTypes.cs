namespace EdgeVoice.RealtimeEmulator.Conversations;

internal static class ItemTypes
{
    public const string Message = "message";
    public const string FunctionCall = "function_call";
    public const string FunctionCallOutput = "function_call_output";
}
