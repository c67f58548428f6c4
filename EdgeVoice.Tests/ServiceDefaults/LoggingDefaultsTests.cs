using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Tests.ServiceDefaults;

public sealed class LoggingDefaultsTests
{
    [Theory]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics")]
    [InlineData("Yarp.ReverseProxy.Forwarder.HttpForwarder")]
    public async Task Filters_EverythingElseAtTrace_RequestUrlsStayOut(string category)
    {
        await using var service = await ServiceUnderTest.StartAsync(new() { ["Logging:LogLevel:Default"] = "Trace" });

        Assert.False(service.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(LogLevel.Information));
    }

    [Fact]
    public async Task Console_NothingConfigured_WritesSingleLines()
    {
        await using var service = await ServiceUnderTest.StartAsync([]);

        Assert.Equal("simple", service.App.Services.GetRequiredService<IOptionsMonitor<ConsoleLoggerOptions>>().CurrentValue.FormatterName);
        Assert.True(service.App.Services.GetRequiredService<IOptionsMonitor<SimpleConsoleFormatterOptions>>().CurrentValue.SingleLine);
    }

    [Fact]
    public async Task Console_FormatterConfigured_IsRespected()
    {
        await using var service = await ServiceUnderTest.StartAsync(new()
        {
            ["Logging:Console:FormatterName"] = "json",
            ["Logging:Console:FormatterOptions:SingleLine"] = "false",
        });

        Assert.Equal("json", service.App.Services.GetRequiredService<IOptionsMonitor<ConsoleLoggerOptions>>().CurrentValue.FormatterName);
        Assert.False(service.App.Services.GetRequiredService<IOptionsMonitor<SimpleConsoleFormatterOptions>>().CurrentValue.SingleLine);
    }
}
