using System.Reflection;

namespace EdgeVoice.Tests.AppHost;

public sealed class ProjectsTests
{
    [Theory]
    [InlineData("EdgeVoice_Agent")]
    [InlineData("EdgeVoice_Dashboard")]
    [InlineData("EdgeVoice_Gateway")]
    [InlineData("EdgeVoice_RealtimeEmulator")]
    public void Generated_KnowsProjectAndOutput(string name)
    {
        var assembly = Assembly.LoadFrom(AppHostProcess.Assembly());
        var type = assembly.GetType($"Projects.{name}", throwOnError: true)!;
        var path = (string)type.GetProperty("ProjectPath")!.GetValue(Activator.CreateInstance(type))!;

        Assert.Equal($"{name.Replace('_', '.')}.csproj", Path.GetFileName(path));
        Assert.True(File.Exists(path));
        Assert.True(File.Exists(assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == $"BuiltProject:{name.Replace('_', '.')}").Value));
    }

    [Fact]
    public void Generated_Libraries_AreNotAmongThem()
    {
        var types = Assembly.LoadFrom(AppHostProcess.Assembly()).GetTypes().Where(type => type.Namespace == "Projects").Select(type => type.Name).Order(StringComparer.Ordinal);

        Assert.Equal(["EdgeVoice_Agent", "EdgeVoice_AppHost", "EdgeVoice_CloudflareEmulator", "EdgeVoice_Dashboard", "EdgeVoice_Gateway", "EdgeVoice_RealtimeEmulator"], types);
    }
}
