using EdgeVoice.Gateway;
using EdgeVoice.Gateway.Configuration;

try
{
    await GatewayApp.Build(args).RunAsync();
    return 0;
}
catch (Exception exception) when (ConfigurationErrors.Of(exception) is { Count: > 0 } errors)
{
    foreach (var error in errors)
    {
        await Console.Error.WriteLineAsync(error);
    }

    return 1;
}
