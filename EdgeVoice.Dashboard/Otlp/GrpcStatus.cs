namespace EdgeVoice.Dashboard.Otlp;

/// <summary>The codes of gRPC that are used here.</summary>
internal enum GrpcStatus
{
    Ok = 0,
    InvalidArgument = 3,
    ResourceExhausted = 8,
    Unauthenticated = 16,
}
