using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s;

/// <summary>Turns a fleet into files. Pure: no clock, no disk, no network; the same fleet gives the same bytes.</summary>
internal static class FleetRenderer
{
    /// <summary>Every file of the output folder, ordered by path.</summary>
    public static IReadOnlyList<PublishedFile> Render(Fleet fleet) => [];
}
