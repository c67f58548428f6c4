using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace EdgeVoice.ServiceDefaults.Telemetry;

/// <summary>One readable line per log entry, and no request URL in any of them.</summary>
internal static class LoggingDefaults
{
    private const string FormatterOptions = "Logging:Console:FormatterOptions:";

    public static void Apply(IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        // Without a name the console provider ignores the formatter's options in favour of obsolete ones.
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.FormatterName ??= ConsoleFormatterNames.Simple);
        builder.Services.Configure<SimpleConsoleFormatterOptions>(options =>
        {
            options.SingleLine = configuration[FormatterOptions + nameof(options.SingleLine)] is null || options.SingleLine;
            options.TimestampFormat = configuration[FormatterOptions + nameof(options.TimestampFormat)] ?? "HH:mm:ss.fff ";
            options.UseUtcTimestamp = configuration[FormatterOptions + nameof(options.UseUtcTimestamp)] is null || options.UseUtcTimestamp;
        });

        // Their own lines, several for each health probe, each question to the database and each request, would bury the service's.
        foreach (var talkative in new[] { "Microsoft.AspNetCore", "Npgsql", "System.Net.Http.HttpClient" })
        {
            if (configuration["Logging:LogLevel:" + talkative] is null)
            {
                builder.Logging.AddFilter(talkative, LogLevel.Warning);
            }
        }

        // Marks of turns are for whoever watches calls: a dozen lines a turn that nobody reads.
        builder.Logging.AddFilter<ConsoleLoggerProvider>("EdgeVoice.Agent.Telemetry.TurnMarkLog", LogLevel.None);
        builder.Logging.AddFilter<ConsoleLoggerProvider>("EdgeVoice.Agent.Telemetry.MediaLog", LogLevel.None);

        // Both print the full request URL at Information, and the query of /rtc holds an access token.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Warning);
    }
}
