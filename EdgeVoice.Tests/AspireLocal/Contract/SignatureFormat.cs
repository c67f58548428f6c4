using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EdgeVoice.Tests.AspireLocal.Contract;

/// <summary>Spells types and members as the listing does.</summary>
internal static class SignatureFormat
{
    private static readonly NullabilityInfoContext s_nullability = new();

    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(double)] = "double", [typeof(object)] = "object",
    };

    public static string FullName(Type type) => $"{(type.DeclaringType is { } outer ? FullName(outer) : type.Namespace)}.{ShortName(type)}";

    public static string ShortName(Type type) => type.IsGenericTypeDefinition ? $"{Plain(type.Name)}<{string.Join(", ", type.GetGenericArguments().Select(argument => argument.Name))}>" : type.Name;

    public static string Kind(Type type)
    {
        var record = type.GetMethod("<Clone>$") is not null;
        return type switch
        {
            { IsInterface: true } => "interface",
            { IsEnum: true } => "enum",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => record ? "abstract record" : "abstract class",
            { IsSealed: true } => record ? "sealed record" : "sealed class",
            _ => record ? "record" : "class",
        };
    }

    public static string Name(Type type) => Name(type, null);

    public static string Constructor(ConstructorInfo constructor) =>
        $"{(constructor.IsFamily ? "protected " : "")}{Plain(constructor.DeclaringType!.Name)}({Parameters(constructor)})";

    public static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        var constraints = method.IsGenericMethodDefinition ? Constraints(method.GetGenericArguments()) : "";
        return $"{Modifiers(method)}{Name(method.ReturnType, s_nullability.Create(method.ReturnParameter))} {method.Name}{generic}({Parameters(method)}){(constraints.Length > 0 ? $" {constraints}" : "")}";
    }

    public static string Property(PropertyInfo property)
    {
        var accessor = property.GetMethod ?? property.SetMethod!;
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var set = property.SetMethod is { IsPublic: true } setter
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        return $"{Modifiers(accessor)}{required}{Name(property.PropertyType, s_nullability.Create(property))} {property.Name} {{ get;{set} }}";
    }

    public static string Field(FieldInfo field)
    {
        var type = Name(field.FieldType, s_nullability.Create(field));
        return field.IsLiteral ? $"const {type} {field.Name} = {Value(field.GetRawConstantValue(), field.FieldType)};" : $"static readonly {type} {field.Name};";
    }

    public static string Constraints(IEnumerable<Type> parameters) => string.Join(" ", parameters.Select(parameter =>
    {
        var attributes = parameter.GenericParameterAttributes;
        List<string> parts = [];
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            parts.Add("class");
        }

        parts.AddRange(parameter.GetGenericParameterConstraints().Select(Name));
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            parts.Add("new()");
        }

        return parts.Count > 0 ? $"where {parameter.Name} : {string.Join(", ", parts)}" : "";
    }).Where(text => text.Length > 0));

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        var prefix = parameter switch
        {
            { Position: 0 } when method.IsDefined(typeof(ExtensionAttribute)) => "this ",
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true } => "ref/in ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) => "params ",
            _ => "",
        };
        // An out parameter that is only null when the method says false is listed without its question mark.
        var nullability = parameter.IsOut ? null : s_nullability.Create(parameter);
        var fallback = parameter.HasDefaultValue ? $" = {Value(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{prefix}{Name(parameter.ParameterType, nullability)} {parameter.Name}{fallback}";
    }));

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
        {
            return method.IsStatic ? "static " : "";
        }

        var access = method.IsFamily ? "protected " : "";
        return access + method switch
        {
            { IsStatic: true } => "static ",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } => method.GetBaseDefinition() == method ? "virtual " : "override ",
            _ => "",
        };
    }

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!, nullability?.ElementType ?? nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{Name(value, null)}?";
        }

        var mark = nullability?.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!, nullability?.ElementType)}[]{mark}";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var outer = type.IsNested ? $"{Name(type.DeclaringType!, null)}." : "";
        var arguments = type.IsGenericType
            ? $"<{string.Join(", ", type.GetGenericArguments().Select((argument, index) => Name(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(index))))}>"
            : "";
        return $"{outer}{s_keywords.GetValueOrDefault(type) ?? Plain(type.Name)}{arguments}{mark}";
    }

    private static string Plain(string name) => name.Split('`')[0];

    private static string Value(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        _ when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
