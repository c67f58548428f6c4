using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace EdgeVoice.Tests.Integration;

/// <summary>The realtime emulator's own view of its sessions, and its faults.</summary>
internal sealed class ProviderAdmin : IDisposable
{
    private readonly HttpClient _http;

    public ProviderAdmin(HostedAppHost appHost)
    {
        _http = new HttpClient { BaseAddress = appHost.Address("realtime-us-east") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", HostedAppHost.ProviderKey);
    }

    public async Task<IReadOnlyList<JsonElement>> SessionsAsync() => [.. (await _http.GetFromJsonAsync<JsonElement>("admin/sessions")).EnumerateArray()];

    public async Task<IReadOnlyList<JsonElement>> ItemsAsync(string sessionId)
    {
        var items = await _http.GetFromJsonAsync<JsonElement>($"admin/sessions/{sessionId}/items");
        return [.. items.EnumerateArray()];
    }

    public async Task AddFaultAsync(object fault)
    {
        using var response = await _http.PostAsJsonAsync("admin/faults", fault);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
