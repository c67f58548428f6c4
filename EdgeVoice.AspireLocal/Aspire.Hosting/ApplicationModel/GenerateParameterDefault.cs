using System.Security.Cryptography;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random value from the operating system's generator.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    private const string LowerCase = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCase = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string Digits = "0123456789";

    // None of these needs quoting in a connection string.
    private const string Specials = "-_.{}~()*+!";

    // 128 bits from the alphabet below need 22 characters.
    private const int DefaultLength = 22;

    /// <summary>Length in characters; 22 unless given.</summary>
    public int MinLength { get; set; }

    public bool Lower { get; set; } = true;

    public bool Upper { get; set; } = true;

    public bool Numeric { get; set; } = true;

    public bool Special { get; set; } = true;

    public override void WriteToManifest(ManifestPublishingContext context)
    {
        var writer = context.Writer;
        writer.WriteStartObject("generate");
        writer.WriteNumber("minLength", MinLength);
        WriteFalse("lower", Lower);
        WriteFalse("upper", Upper);
        WriteFalse("numeric", Numeric);
        WriteFalse("special", Special);
        writer.WriteEndObject();

        void WriteFalse(string name, bool value)
        {
            if (!value)
            {
                writer.WriteBoolean(name, false);
            }
        }
    }

    public override string GetDefaultValue()
    {
        var alphabet = (Lower ? LowerCase : "") + (Upper ? UpperCase : "") + (Numeric ? Digits : "") + (Special ? Specials : "");
        return alphabet.Length > 0
            ? RandomNumberGenerator.GetString(alphabet, MinLength > 0 ? MinLength : DefaultLength)
            : throw new DistributedApplicationException("A generated parameter needs at least one kind of character: Lower, Upper, Numeric or Special.");
    }
}
