using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EdgeVoice.Tests.AspireLocal.Contract;

/// <summary>Finds what our assembly declares and the real one does not.</summary>
internal static class ApiComparison
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Differences(IEnumerable<Type> types, ApiListing listing) => [.. types.SelectMany(type => Differences(type, listing))];

    private static IEnumerable<string> Differences(Type type, ApiListing listing)
    {
        var name = SignatureFormat.FullName(type);
        if (listing.Find(name) is not { } listed)
        {
            return [$"{name}: no such type"];
        }

        return TypeDifferences(type, listed, listing).Concat(MemberDifferences(type, listed)).Select(difference => $"{name}: {difference}");
    }

    private static IEnumerable<string> TypeDifferences(Type type, ListedType listed, ApiListing listing)
    {
        if (SignatureFormat.Kind(type) != listed.Kind)
        {
            yield return $"is '{SignatureFormat.Kind(type)}', listed as '{listed.Kind}'";
        }

        if (SignatureFormat.Constraints(type.GetGenericArguments()) is var constraints && constraints != listed.Constraints)
        {
            yield return $"has constraints '{constraints}', listed '{listed.Constraints}'";
        }

        if (listed.IsExperimental != type.IsDefined(typeof(ExperimentalAttribute)))
        {
            yield return "differs in [Experimental]";
        }

        var bases = listing.AllBases(listed);
        var ours = type.GetInterfaces().Where(contract => contract.IsPublic && contract.Namespace!.StartsWith("Aspire.", StringComparison.Ordinal)).Select(SignatureFormat.Name);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
        {
            ours = ours.Append(SignatureFormat.Name(parent));
        }

        foreach (var extra in ours.Where(contract => !bases.Contains(contract)))
        {
            yield return $"derives from {extra}, which is not listed";
        }
    }

    private static IEnumerable<string> MemberDifferences(Type type, ListedType listed)
    {
        if (type.IsEnum)
        {
            var values = listed.Members.Keys.Single().Trim('{', '}', ' ').Split(", ");
            return Enum.GetNames(type).Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}={Convert.ToInt32(Enum.Parse(type, name), CultureInfo.InvariantCulture)}"))
                .Except(values).Select(value => $"has {value}, which is not listed");
        }

        return type.GetMembers(Declared).Select(member => (Member: member, Text: Spell(member))).Where(entry => entry.Text is not null).SelectMany(entry => listed.Members.TryGetValue(entry.Text!, out var experimental)
            ? experimental == entry.Member.IsDefined(typeof(ExperimentalAttribute)) ? Array.Empty<string>() : [$"{entry.Text}: differs in [Experimental]"]
            : [$"{entry.Text}: not listed"]);
    }

    private static string? Spell(MemberInfo member) => member switch
    {
        _ when member.IsDefined(typeof(CompilerGeneratedAttribute)) => null,
        ConstructorInfo { IsStatic: false } constructor when IsVisible(constructor) => SignatureFormat.Constructor(constructor),
        MethodInfo method when IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) => SignatureFormat.Method(method),
        PropertyInfo property when (property.GetMethod ?? property.SetMethod) is { } accessor && IsVisible(accessor) => SignatureFormat.Property(property),
        FieldInfo { IsPublic: true } field => SignatureFormat.Field(field),
        _ => null,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}
