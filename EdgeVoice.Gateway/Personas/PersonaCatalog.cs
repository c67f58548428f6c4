using System.Text.Json;

namespace EdgeVoice.Gateway.Personas;

/// <summary>The personas on offer, as written in <c>personas.json</c>.</summary>
internal sealed class PersonaCatalog
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, string> _tenants;

    public IReadOnlyList<Persona> All { get; }

    public string DefaultId { get; }

    public PersonaCatalog()
    {
        // Embedded, since the agent keeps a fuller file of the same name and both may lie in one folder.
        using var stream = typeof(PersonaCatalog).Assembly.GetManifestResourceStream("personas.json")
            ?? throw new InvalidOperationException("personas.json is not embedded in the gateway.");
        var entries = JsonSerializer.Deserialize<Entry[]>(stream, s_json)!;

        All = [.. entries.Select(entry => new Persona(entry.Id, entry.Title, entry.Description))];
        _tenants = entries.Where(entry => entry.Tenant is not null).ToDictionary(entry => entry.Id, entry => entry.Tenant!, StringComparer.Ordinal);
        DefaultId = entries.Single(entry => entry.Default).Id;
    }

    /// <summary>The business that a persona answers for; one that names none is its own.</summary>
    public string TenantOf(string id) => _tenants.GetValueOrDefault(id, id);

    public bool Contains(string id) => All.Any(persona => string.Equals(persona.Id, id, StringComparison.Ordinal));

    private sealed record Entry(string Id, string Title, string Description, string? Tenant = null, bool Default = false);
}
