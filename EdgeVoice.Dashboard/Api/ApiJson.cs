using System.Text.Json;

namespace EdgeVoice.Dashboard.Api;

internal static class ApiJson
{
    /// <summary>camelCase; absent figures are null and stay in the answer.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
}
