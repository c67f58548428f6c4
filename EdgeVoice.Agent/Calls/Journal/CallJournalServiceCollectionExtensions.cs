using EdgeVoice.Agent.Calls.Journal;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

internal static class CallJournalServiceCollectionExtensions
{
    /// <summary>Adds <see cref="CallJournal"/> and what carries its entries to the registered <c>NpgsqlDataSource</c>.</summary>
    public static IServiceCollection AddCallJournal(this IServiceCollection services)
    {
        services.AddOptions<JournalOptions>().BindConfiguration(JournalOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<JournalStatus>();
        services.AddSingleton<ShipSignal>();
        services.AddSingleton<CallJournal>();
        services.AddSingleton<SpoolDirectory>();
        services.AddSingleton<SpoolWriter>();
        services.AddSingleton<JournalStore>();
        services.AddSingleton<JournalDelivery>();
        services.AddSingleton<JournalShipper>();
        services.AddSingleton<SpoolRecovery>();
        services.AddHostedService<JournalService>();
        services.AddHealthChecks().AddCheck<JournalHealthCheck>("call-journal");
        return services;
    }
}
