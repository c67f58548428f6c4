using System.Buffers.Binary;

namespace EdgeVoice.Gateway.Signalling;

/// <summary>Walks over the fields of a protobuf message without knowing it. Broken input ends the walk with <see cref="Failed"/>.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int VarintType = 0;
    private const int Fixed64Type = 1;
    private const int BytesType = 2;
    private const int Fixed32Type = 5;
    private const int VarintMaxBytes = 10;

    private ReadOnlySpan<byte> _rest = message;

    public bool Failed { get; private set; }

    public bool TryReadField(out Field field)
    {
        field = default;
        if (Failed || _rest.IsEmpty)
        {
            return false;
        }

        if (!TryReadVarint(out var key) || key >> 3 is 0 or > int.MaxValue)
        {
            return Fail();
        }

        var number = (int)(key >> 3);
        switch ((int)(key & 7))
        {
            case VarintType when TryReadVarint(out var value):
                field = new Field(number, value);
                return true;
            case BytesType when TryReadVarint(out var length) && length <= (ulong)_rest.Length:
                field = new Field(number, _rest[..(int)length]);
                _rest = _rest[(int)length..];
                return true;
            case Fixed64Type when _rest.Length >= sizeof(ulong):
                field = new Field(number, isVarint: false, BinaryPrimitives.ReadUInt64LittleEndian(_rest));
                _rest = _rest[sizeof(ulong)..];
                return true;
            case Fixed32Type when _rest.Length >= sizeof(uint):
                field = new Field(number, isVarint: false, BinaryPrimitives.ReadUInt32LittleEndian(_rest));
                _rest = _rest[sizeof(uint)..];
                return true;
            default:
                return Fail();
        }
    }

    private bool Fail()
    {
        Failed = true;
        return false;
    }

    private bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (var index = 0; index < VarintMaxBytes && index < _rest.Length; index++)
        {
            value |= (ulong)(_rest[index] & 0x7f) << (7 * index);
            if (_rest[index] < 0x80)
            {
                _rest = _rest[(index + 1)..];
                return true;
            }
        }

        return false;
    }

    internal readonly ref struct Field
    {
        public Field(int number, ulong value) : this(number, isVarint: true, value)
        {
        }

        public Field(int number, bool isVarint, ulong value)
        {
            Number = number;
            Value = value;
            IsVarint = isVarint;
        }

        public Field(int number, ReadOnlySpan<byte> bytes)
        {
            Number = number;
            Bytes = bytes;
            IsBytes = true;
        }

        public int Number { get; }

        public ulong Value { get; }

        public ReadOnlySpan<byte> Bytes { get; }

        public bool IsVarint { get; }

        public bool IsBytes { get; }
    }
}
