namespace Aspire.Hosting.ApplicationModel;

/// <summary>Host names with a meaning to every resource.</summary>
public static class KnownHostNames
{
    public const string Localhost = "localhost";
}
