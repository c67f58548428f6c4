using Aspire.Hosting;

namespace EdgeVoice.AspireLocal.Building;

/// <summary>The rule for names of resources.</summary>
internal static class ResourceNames
{
    private const int MaxLength = 64;

    /// <exception cref="DistributedApplicationException">Says what is wrong with the name.</exception>
    public static void Validate(string name)
    {
        var problem = name switch
        {
            "" => "is empty",
            { Length: > MaxLength } => "is longer than 64 characters",
            _ when !char.IsAsciiLetter(name[0]) => "does not start with an ASCII letter",
            _ when name.Any(character => !char.IsAsciiLetterOrDigit(character) && character != '-') => "holds something else than ASCII letters, digits and hyphens",
            _ when name.Contains("--", StringComparison.Ordinal) => "has two hyphens in a row",
            _ when name.EndsWith('-') => "ends with a hyphen",
            _ => null,
        };
        if (problem is not null)
        {
            throw new DistributedApplicationException($"Resource name '{name}' {problem}.");
        }
    }
}
