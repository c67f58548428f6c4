using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>
/// A tiny ELF object that defines the Node-API symbols which LiveKit's client core imports.
/// The core is built as a Node add-on and bound at load (BIND_NOW), so outside Node it loads only if these names resolve.
/// They are data symbols: nothing here can run, and the core's C interface never calls them.
/// </summary>
internal static class NapiStub
{
    private const int HeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const int SymbolSize = 24;
    private const int DynamicEntrySize = 16;
    private const string SoName = "libedgevoice_napi.so";

    /// <summary>The imported names, taken from the dynamic symbol table of the packaged core (a test compares them).</summary>
    public static string[] Symbols()
    {
        using var stream = typeof(NapiStub).Assembly.GetManifestResourceStream("napi-symbols.txt")
            ?? throw new FfiException("The embedded resource napi-symbols.txt is missing: the agent was not built from its project file.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Builds the object for <paramref name="architecture"/> (X64 or Arm64).</summary>
    public static byte[] Build(IReadOnlyList<string> symbols, Architecture architecture)
    {
        ushort machine = architecture switch
        {
            Architecture.X64 => 62,
            Architecture.Arm64 => 183,
            _ => throw new FfiException($"LiveKit's client core exists for x64 and arm64 Linux, not for {architecture}."),
        };

        var names = new MemoryStream();
        names.WriteByte(0);
        var offsets = symbols.Append(SoName).Select(name => AddName(names, name)).ToArray();

        const int programHeaders = 3;
        const int symbolTable = HeaderSize + (programHeaders * ProgramHeaderSize);
        var hash = symbolTable + ((symbols.Count + 1) * SymbolSize);
        var strings = hash + (sizeof(uint) * (2 + 1 + symbols.Count + 1));
        var dynamic = Align(strings + (int)names.Length, 16);
        const int dynamicEntries = 7;
        var target = dynamic + (dynamicEntries * DynamicEntrySize);
        var size = target + 16;

        var image = new byte[size];
        WriteHeader(image, machine, programHeaders);
        // The loader rewrites addresses inside the dynamic section, so the one segment is readable and writable.
        WriteProgramHeader(image, 0, type: 1, flags: 6, offset: 0, size, align: 0x10000);
        WriteProgramHeader(image, 1, type: 2, flags: 6, dynamic, dynamicEntries * DynamicEntrySize, align: 8);
        // PT_GNU_STACK without X: absent, glibc would make the stacks of the process executable.
        WriteProgramHeader(image, 2, type: 0x6474e551, flags: 6, offset: 0, size: 0, align: 16);
        WriteSymbols(image.AsSpan(symbolTable), offsets.AsSpan(0, symbols.Count), target);
        WriteHash(image.AsSpan(hash), symbols.Count);
        names.ToArray().CopyTo(image, strings);
        WriteDynamic(image.AsSpan(dynamic), soName: offsets[^1], hash, strings, (int)names.Length, symbolTable);
        return image;
    }

    private static int AddName(MemoryStream names, string name)
    {
        var offset = (int)names.Length;
        names.Write(Encoding.ASCII.GetBytes(name));
        names.WriteByte(0);
        return offset;
    }

    private static void WriteHeader(Span<byte> image, ushort machine, ushort programHeaders)
    {
        ReadOnlySpan<byte> identity = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identity.CopyTo(image);
        BinaryPrimitives.WriteUInt16LittleEndian(image[16..], 3);
        BinaryPrimitives.WriteUInt16LittleEndian(image[18..], machine);
        BinaryPrimitives.WriteUInt32LittleEndian(image[20..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(image[32..], HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(image[52..], HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(image[54..], ProgramHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(image[56..], programHeaders);
        BinaryPrimitives.WriteUInt16LittleEndian(image[58..], 64);
    }

    private static void WriteProgramHeader(Span<byte> image, int index, uint type, uint flags, int offset, int size, ulong align)
    {
        var header = image[(HeaderSize + (index * ProgramHeaderSize))..];
        BinaryPrimitives.WriteUInt32LittleEndian(header, type);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], flags);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], size);
        BinaryPrimitives.WriteInt64LittleEndian(header[40..], size);
        BinaryPrimitives.WriteUInt64LittleEndian(header[48..], align);
    }

    private static void WriteSymbols(Span<byte> table, ReadOnlySpan<int> names, int target)
    {
        const byte globalObject = (1 << 4) | 1;
        for (var i = 0; i < names.Length; i++)
        {
            var symbol = table[((i + 1) * SymbolSize)..];
            BinaryPrimitives.WriteInt32LittleEndian(symbol, names[i]);
            symbol[4] = globalObject;
            BinaryPrimitives.WriteUInt16LittleEndian(symbol[6..], 1);
            BinaryPrimitives.WriteInt64LittleEndian(symbol[8..], target);
            BinaryPrimitives.WriteUInt64LittleEndian(symbol[16..], 8);
        }
    }

    /// <summary>A System V hash table with one bucket: the loader walks one chain through all symbols.</summary>
    private static void WriteHash(Span<byte> table, int symbols)
    {
        BinaryPrimitives.WriteInt32LittleEndian(table, 1);
        BinaryPrimitives.WriteInt32LittleEndian(table[4..], symbols + 1);
        BinaryPrimitives.WriteInt32LittleEndian(table[8..], symbols > 0 ? 1 : 0);
        for (var i = 1; i < symbols; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(table[(12 + (i * 4))..], i + 1);
        }
    }

    private static void WriteDynamic(Span<byte> section, int soName, int hash, int strings, int stringsSize, int symbolTable)
    {
        ReadOnlySpan<(long Tag, long Value)> entries =
            [(14, soName), (4, hash), (5, strings), (6, symbolTable), (10, stringsSize), (11, SymbolSize), (0, 0)];
        for (var i = 0; i < entries.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(section[(i * DynamicEntrySize)..], entries[i].Tag);
            BinaryPrimitives.WriteInt64LittleEndian(section[((i * DynamicEntrySize) + 8)..], entries[i].Value);
        }
    }

    private static int Align(int value, int to) => (value + to - 1) / to * to;
}
