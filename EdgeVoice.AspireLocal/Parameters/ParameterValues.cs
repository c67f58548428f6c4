using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AspireLocal.Building;
using Microsoft.Extensions.Configuration;

namespace EdgeVoice.AspireLocal.Parameters;

/// <summary>Where the values of parameters come from.</summary>
internal static class ParameterValues
{
    public static ParameterResource Create(IDistributedApplicationBuilder builder, string name, bool secret, ParameterDefault? fallback, bool persist = false)
    {
        var keep = persist && builder.ExecutionContext.IsRunMode;
        return new ParameterResource(name, fallback => Value(builder, name, fallback, keep), secret) { Default = fallback };
    }

    // Shells cannot export a name with a dash, so an underscore does too.
    public static string? Find(IConfiguration configuration, string name) =>
        new[] { configuration[$"Parameters:{name}"], configuration[$"Parameters:{name.Replace('-', '_')}"] }.FirstOrDefault(value => !string.IsNullOrEmpty(value));

    /// <exception cref="MissingParameterValueException">Names every parameter without a value.</exception>
    public static async Task RequireAllAsync(IEnumerable<IResource> resources, string appHostDirectory, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var parameter in resources.OfType<ParameterResource>())
        {
            try
            {
                await parameter.GetValueAsync(cancellationToken);
            }
            catch (MissingParameterValueException)
            {
                missing.Add(parameter.Name);
            }
        }

        if (missing.Count > 0)
        {
            throw new MissingParameterValueException(
                $"No value for {(missing.Count == 1 ? "parameter" : "parameters")} {string.Join(", ", missing)}. Set it with " +
                $"`dotnet user-secrets set \"Parameters:{missing[0]}\" VALUE --project {Path.GetFileName(appHostDirectory)}` " +
                $"or in the environment as Parameters__{missing[0].Replace('-', '_')}.");
        }
    }

    private static string Value(IDistributedApplicationBuilder builder, string name, ParameterDefault? fallback, bool keep)
    {
        if (Find(builder.Configuration, name) is { } given)
        {
            return given;
        }

        if (fallback is null)
        {
            throw new MissingParameterValueException($"Parameter '{name}' has no value: set Parameters:{name} in user secrets or Parameters__{name.Replace('-', '_')} in the environment.");
        }

        var value = fallback.GetDefaultValue();
        if (keep)
        {
            ((LocalApplicationBuilder)builder).UserSecrets.Set($"Parameters:{name}", value);
        }

        return value;
    }
}
