using System.Text.Json;

namespace EdgeVoice.Agent.Calls;

/// <summary>Names of enum values outside the process: <c>snake_case</c>, as in the journal and on spans.</summary>
internal static class Wire
{
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
