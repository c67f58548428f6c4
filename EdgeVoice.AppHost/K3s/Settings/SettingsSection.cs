using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeVoice.AppHost.K3s.Model;
using Microsoft.Extensions.Configuration;

namespace EdgeVoice.AppHost.K3s.Settings;

/// <summary>Reads typed values and notes what is wrong instead of stopping, so that every error is told at once.</summary>
internal sealed class SettingsSection(IConfigurationSection section, List<SettingError> errors)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public string Path => section.Path;

    public string Raw(string key) => section[key] ?? "";

    public SettingsSection Section(string key)
    {
        _known.Add(key);
        return new(section.GetSection(key), errors);
    }

    /// <summary>The sections of a list, in the order of their numbers.</summary>
    public IReadOnlyList<SettingsSection> List(string key)
    {
        _known.Add(key);
        return [.. section.GetSection(key).GetChildren().Select(child => new SettingsSection(child, errors))];
    }

    /// <summary>Names of the sections below.</summary>
    public IReadOnlyList<string> Names() => [.. section.GetChildren().Select(child => child.Key)];

    public IReadOnlyList<string> Values(string key)
    {
        _known.Add(key);
        return [.. section.GetSection(key).GetChildren().Select(child => child.Value ?? "")];
    }

    /// <param name="fallback">Empty when the setting is required.</param>
    public string Text(string key, string fallback, Func<string, bool> isValid, string rule) =>
        Read(key, fallback.Length > 0 ? fallback : null, text => isValid(text) ? text : null, rule) ?? "";

    /// <summary>Empty when it is not set.</summary>
    public string Optional(string key, Func<string, bool> isValid, string rule)
    {
        _known.Add(key);
        return string.IsNullOrEmpty(section[key]) ? "" : Text(key, "", isValid, rule);
    }

    public int Number(string key, int fallback, int least, int most) => Read<int?>(
        key,
        fallback,
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null,
        string.Create(CultureInfo.InvariantCulture, $"it must be a whole number from {least} to {most}"))!.Value;

    public bool Flag(string key, bool fallback = false) =>
        Read<bool?>(key, fallback, text => bool.TryParse(text, out var value) ? value : null, "it must be true or false")!.Value;

    public T Choice<T>(string key, T fallback) where T : struct, Enum => Read<T?>(
        key,
        fallback,
        text => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? value : null,
        $"it must be one of {string.Join(", ", Enum.GetNames<T>().Select(name => char.ToLowerInvariant(name[0]) + name[1..]))}")!.Value;

    public IPAddress Address(string key, IPAddress? fallback = null) => Read(
        key,
        fallback,
        text => IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text ? address : null,
        "it must be an IPv4 address, such as 10.10.0.11") ?? IPAddress.None;

    public IPNetwork Network(string key, IPNetwork? fallback = null) => Read(
        key,
        fallback,
        text => IPNetwork.TryParse(text, out var network) && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork && network.ToString() == text ? network : (IPNetwork?)null,
        "it must be an IPv4 network whose address is its first, such as 10.10.0.0/24") ?? default;

    public IReadOnlyList<AddressRange> Ranges(string key)
    {
        var ranges = new List<AddressRange>();
        foreach (var (index, text) in Values(key).Index())
        {
            if (AddressRange.TryParse(text) is { } range)
            {
                ranges.Add(range);
            }
            else
            {
                Refuse(string.Create(CultureInfo.InvariantCulture, $"{key}:{index}"), text, "it must be an IPv4 network such as 203.0.113.32/29, or a range such as 203.0.113.33-203.0.113.38");
            }
        }

        return ranges;
    }

    public void Refuse(string key, string value, string rule) => errors.Add(new($"{Path}:{key}", value, rule));

    public void RefuseSwitch(string name, string value, string rule) => errors.Add(new($"--{name}", value, rule));

    /// <summary>Refuses whatever nobody read: a misspelt setting would otherwise keep its default silently.</summary>
    public void RefuseUnknown()
    {
        foreach (var child in section.GetChildren().Where(child => !_known.Contains(child.Key)))
        {
            Refuse(child.Key, child.Value ?? "", $"there is no such setting; known here: {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
        }
    }

    private T? Read<T>(string key, T? fallback, Func<string, T?> parse, string rule)
    {
        _known.Add(key);
        var text = section[key];
        if (string.IsNullOrEmpty(text))
        {
            if (fallback is null)
            {
                Refuse(key, "", $"it is missing; {rule}");
            }

            return fallback;
        }

        var value = parse(text);
        if (value is null)
        {
            Refuse(key, text, rule);
        }

        return value ?? fallback;
    }
}
