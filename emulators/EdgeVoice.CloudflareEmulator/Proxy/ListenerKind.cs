namespace EdgeVoice.CloudflareEmulator.Proxy;

internal enum ListenerKind
{
    Public,
    Region,
    Tunnel,
}
