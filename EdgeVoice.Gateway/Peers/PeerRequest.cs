using System.Net;
using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Resume;

namespace EdgeVoice.Gateway.Peers;

/// <summary>Body of <c>POST /internal/calls</c>: a call that another region could not take.</summary>
/// <param name="Persona">Whom the caller wants; nothing for a call that goes on, whose secret says it.</param>
/// <param name="Locale">In which language; likewise.</param>
/// <param name="City">Where the caller is.</param>
/// <param name="Country">Where the caller is.</param>
/// <param name="Client">The caller's address, for whom the call counts.</param>
/// <param name="CallId">The call that goes on; nothing for a new one.</param>
/// <param name="Resume">How it goes on.</param>
internal sealed record PeerRequest(string? Persona, string? Locale, string? City, string? Country, string? Client, string? CallId, ResumeRequest? Resume)
{
    public static PeerRequest ForNewCall(CallRequest request, CallerPlace place, IPAddress? client) =>
        new(request.Persona, request.Locale, place.City, place.Country, client?.ToString(), null, null);

    public static PeerRequest ToResume(string callId, ResumeRequest request, CallerPlace place, IPAddress? client) =>
        new(null, null, place.City, place.Country, client?.ToString(), callId, request);
}
