using EdgeVoice.CloudflareEmulator;
using EdgeVoice.CloudflareEmulator.Connector;
using EdgeVoice.CloudflareEmulator.Definition;

try
{
    using var app = args is ["tunnel", .. var rest] ? TunnelApp.Build(rest, _ => { }) : EdgeApp.Build(args, _ => { });
    await app.RunAsync();
    return 0;
}
catch (DefinitionException exception)
{
    await Console.Error.WriteLineAsync($"The load balancer's definition is refused. {exception.Message}");
    return 1;
}
