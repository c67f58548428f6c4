using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeVoice.Agent.Personas;

/// <summary>The personas of this agent, read once at start: a wrong file stops the service with the field's path.</summary>
internal sealed class PersonaCatalog
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private readonly Dictionary<string, Persona> _personas;

    private PersonaCatalog(IReadOnlyList<Persona> personas)
    {
        _personas = personas.ToDictionary(persona => persona.Id);
        Default = personas[0];
    }

    public Persona Default { get; }

    public IReadOnlyCollection<Persona> All => _personas.Values;

    /// <exception cref="InvalidOperationException">The file is missing, not JSON, or a field is missing or unknown.</exception>
    public static PersonaCatalog Load(string path)
    {
        try
        {
            var personas = JsonSerializer.Deserialize<IReadOnlyList<Persona>>(File.ReadAllText(path), s_options);
            return personas is { Count: > 0 }
                ? new PersonaCatalog(personas)
                : throw new InvalidOperationException($"{path} holds no persona: write at least one");
        }
        catch (Exception exception) when (exception is JsonException or IOException or ArgumentException)
        {
            throw new InvalidOperationException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>The named persona; an unknown or missing name gets the default, because a caller is already waiting.</summary>
    public Persona Find(string? id) => id is not null && _personas.TryGetValue(id, out var persona) ? persona : Default;
}
