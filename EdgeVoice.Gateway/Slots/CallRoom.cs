using System.Globalization;

namespace EdgeVoice.Gateway.Slots;

/// <summary>Name of a call's room: the call's id in generation 1, <c>{callId}.{generation}</c> afterwards.</summary>
/// <param name="CallId">Id of the call for its whole life.</param>
/// <param name="Generation">The generation that the room was opened for; an agent replaced in place keeps the name.</param>
internal readonly record struct CallRoom(string CallId, int Generation)
{
    /// <summary>Prefix of the rooms that are calls; other rooms of the server are not the gateway's.</summary>
    public const string Prefix = "call_";

    public string Name => Generation == 1 ? CallId : string.Create(CultureInfo.InvariantCulture, $"{CallId}.{Generation}");

    /// <summary>Nothing when the room is no call.</summary>
    public static CallRoom? Parse(string name)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var dot = name.LastIndexOf('.');
        if (dot < 0)
        {
            return new CallRoom(name, 1);
        }

        return int.TryParse(name.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var generation) && generation > 1
            ? new CallRoom(name[..dot], generation)
            : null;
    }
}
