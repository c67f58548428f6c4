using Google.Protobuf;

namespace EdgeVoice.Dashboard.Otlp;

internal static class OtlpProtobuf
{
    /// <exception cref="OtlpFormatException">The body is no such message.</exception>
    public static T Parse<T>(ReadOnlyMemory<byte> body, MessageParser<T> parser) where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(body.Span);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new OtlpFormatException($"The body is no OTLP protobuf: {exception.Message}", exception);
        }
    }
}
