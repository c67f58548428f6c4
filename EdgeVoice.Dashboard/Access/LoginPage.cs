using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace EdgeVoice.Dashboard.Access;

/// <summary>
/// The login page: one file, because nothing else may be fetched before the login. Its colours and type are the tokens that the call
/// page and the dashboard share.
/// </summary>
internal static class LoginPage
{
    private const string StyleBegin = "<style>";
    private const string StyleEnd = "</style>";

    private static readonly string s_page = Resource("login.html").Replace("{tokens}", Resource("tokens.css"), StringComparison.Ordinal);

    /// <summary>What the content security policy allows: this style and no other.</summary>
    public static string StyleHash { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style())))}'";

    public static string Render(string message, string returnUrl) => s_page.Replace("{message}", Encode(message), StringComparison.Ordinal).Replace("{returnUrl}", Encode(returnUrl), StringComparison.Ordinal);

    private static string Style() => s_page[(s_page.IndexOf(StyleBegin, StringComparison.Ordinal) + StyleBegin.Length)..s_page.IndexOf(StyleEnd, StringComparison.Ordinal)];

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    // A browser hashes what it has parsed, and its parser knows one kind of line end.
    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(LoginPage).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
