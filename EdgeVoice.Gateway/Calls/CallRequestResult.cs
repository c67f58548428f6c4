namespace EdgeVoice.Gateway.Calls;

/// <summary>A request, or what is wrong with each field.</summary>
internal readonly record struct CallRequestResult(CallRequest? Request, IDictionary<string, string[]> Errors)
{
    private static readonly Dictionary<string, string[]> s_none = [];

    public static CallRequestResult Of(CallRequest request) => new(request, s_none);

    public static CallRequestResult Wrong(string field, string text) => new(null, new Dictionary<string, string[]> { [field] = [text] });
}
