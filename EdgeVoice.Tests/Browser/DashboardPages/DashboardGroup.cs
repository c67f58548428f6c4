namespace EdgeVoice.Tests.Browser.DashboardPages;

[CollectionDefinition(Name)]
public sealed class DashboardGroup : ICollectionFixture<DashboardBrowser>
{
    public const string Name = "dashboard pages";
}
