using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AspireLocal.Parameters;

namespace Aspire.Hosting;

/// <summary>Adds values that come from outside.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>A parameter whose value is <c>Parameters:name</c> in configuration, user secrets or environment.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, bool secret = false) =>
        builder.AddResource(ParameterValues.Create(builder, name, secret, null));

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string value, bool publishValueAsDefault = false, bool secret = false)
    {
        var parameter = new ParameterResource(name, _ => ParameterValues.Find(builder.Configuration, name) ?? value, secret)
        {
            Default = publishValueAsDefault ? new ConstantParameterDefault(value) : null,
        };
        return builder.AddResource(parameter);
    }

    /// <summary>A parameter with a default. A generated default that persists is kept in the AppHost's user secrets.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        builder.AddResource(ParameterValues.Create(builder, name, secret, value, persist));

    public static ParameterResource CreateDefaultPasswordParameter(
        IDistributedApplicationBuilder builder,
        string name,
        bool lower = true,
        bool upper = true,
        bool numeric = true,
        bool special = true,
        int minLower = 0,
        int minUpper = 0,
        int minNumeric = 0,
        int minSpecial = 0) =>
        minLower + minUpper + minNumeric + minSpecial > 0
            ? throw new DistributedApplicationException("Least numbers of a kind of character are not supported here.")
            : ParameterValues.Create(builder, name, secret: true, new GenerateParameterDefault { MinLength = 22, Lower = lower, Upper = upper, Numeric = numeric, Special = special }, persist: true);
}
