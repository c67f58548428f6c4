namespace EdgeVoice.AppHost.Resources.Regions;

/// <summary>A region as a whole: no process, but what can be done to all of its processes at once.</summary>
internal sealed class RegionResource(string name, RegionMembers members) : Resource(name)
{
    public RegionMembers Members { get; } = members;
}
