using System.Globalization;

namespace EdgeVoice.AppHost.K3s.Yaml;

/// <summary>Kubernetes' number or text: a port or its name, a count or a percentage.</summary>
internal sealed record IntOrString(string Text, bool IsNumber)
{
    public static implicit operator IntOrString(int number) => new(number.ToString(CultureInfo.InvariantCulture), IsNumber: true);

    public static implicit operator IntOrString(string text) => new(text, IsNumber: false);
}
