using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using EdgeVoice.Agent.LiveKit.Native;

namespace EdgeVoice.Tests.Agent.LiveKit;

public sealed class NapiStubTests
{
    [Fact]
    public void Symbols_AgainstThePackagedCore_AreExactlyTheOnesItImports()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only the Linux builds import Node-API symbols.");

        var imported = DynamicSymbols(File.ReadAllBytes(FfiLibrary.DefaultPath()))
            .Where(symbol => symbol.Section == 0 && symbol.Name.StartsWith("napi_", StringComparison.Ordinal))
            .Select(symbol => symbol.Name)
            .Order(StringComparer.Ordinal);

        Assert.Equal(imported, NapiStub.Symbols().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Architecture.X64, 62)]
    [InlineData(Architecture.Arm64, 183)]
    public void Build_ForAnArchitecture_DefinesEverySymbolForItsMachine(Architecture architecture, int machine)
    {
        var image = NapiStub.Build(NapiStub.Symbols(), architecture);

        Assert.Equal(machine, BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(18)));
        Assert.Equal(NapiStub.Symbols(), Defined(image));
    }

    [Fact]
    public void Build_ForAnotherArchitecture_NamesIt()
    {
        var exception = Assert.Throws<FfiException>(() => NapiStub.Build(["napi_wrap"], Architecture.S390x));

        Assert.Contains("S390x", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Reads what the loader would: the dynamic segment's tables, without section headers.</summary>
    private static IEnumerable<string> Defined(byte[] image)
    {
        var dynamic = (int)BinaryPrimitives.ReadInt64LittleEndian(image.AsSpan(64 + 56 + 8));
        var entries = Enumerable.Range(0, 7).ToDictionary(
            i => BinaryPrimitives.ReadInt64LittleEndian(image.AsSpan(dynamic + (i * 16))),
            i => (int)BinaryPrimitives.ReadInt64LittleEndian(image.AsSpan(dynamic + (i * 16) + 8)));
        var (hash, strings, symbols) = (entries[4], entries[5], entries[6]);
        for (var i = BinaryPrimitives.ReadInt32LittleEndian(image.AsSpan(hash + 8)); i != 0; i = BinaryPrimitives.ReadInt32LittleEndian(image.AsSpan(hash + 12 + (i * 4))))
        {
            Assert.NotEqual(0, BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(symbols + (i * 24) + 6)));
            yield return Text(image, strings + BinaryPrimitives.ReadInt32LittleEndian(image.AsSpan(symbols + (i * 24))));
        }
    }

    private static IEnumerable<(string Name, int Section)> DynamicSymbols(byte[] image)
    {
        const int dynsym = 11;
        var table = (int)BinaryPrimitives.ReadInt64LittleEndian(image.AsSpan(40));
        var count = BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(60));
        var header = Enumerable.Range(0, count).Select(i => table + (i * 64)).First(at => BinaryPrimitives.ReadInt32LittleEndian(image.AsSpan(at + 4)) == dynsym);
        var (offset, size, link) = (Offset(image, header), Size(image, header), BinaryPrimitives.ReadInt32LittleEndian(image.AsSpan(header + 40)));
        var strings = Offset(image, table + (link * 64));
        for (var at = offset; at < offset + size; at += 24)
        {
            yield return (Text(image, strings + BinaryPrimitives.ReadInt32LittleEndian(image.AsSpan(at))), BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(at + 6)));
        }
    }

    private static int Offset(byte[] image, int header) => (int)BinaryPrimitives.ReadInt64LittleEndian(image.AsSpan(header + 24));

    private static int Size(byte[] image, int header) => (int)BinaryPrimitives.ReadInt64LittleEndian(image.AsSpan(header + 32));

    private static string Text(byte[] image, int at) => Encoding.ASCII.GetString(image.AsSpan(at, image.AsSpan(at).IndexOf((byte)0)));
}
