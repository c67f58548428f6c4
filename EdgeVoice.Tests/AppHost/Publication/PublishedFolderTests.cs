using Aspire.Hosting;
using EdgeVoice.AppHost.K3s;
using EdgeVoice.AppHost.Publication;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.Publication;

public sealed class PublishedFolderTests : IDisposable
{
    private static readonly PublishedFile[] s_old = [new("us-east/a.yaml", "a: 1\n"), new("us-east/k3s/install.sh", "#!/bin/sh\n")];
    private static readonly PublishedFile[] s_new = [new("us-east/a.yaml", "a: 2\n"), new("us-west/b.yaml", "b: 1\n")];

    private readonly TemporaryFolder _parent = new();
    private readonly string _path;

    public PublishedFolderTests() => _path = _parent.Combine("out");

    [Fact]
    public void Replace_Nothing_WritesFilesAndTheirSums()
    {
        new PublishedFolder(_path).Replace(s_old);

        Assert.Equal(["SHA256SUMS", "us-east/a.yaml", "us-east/k3s/install.sh"], FileSums.Files(_path).Order(StringComparer.Ordinal));
        Assert.Equal("a: 1\n", File.ReadAllText(Path.Combine(_path, "us-east", "a.yaml")));
        Assert.Equal(FileSums.Sum("a: 1\n"u8.ToArray()), FileSums.Read(_path)!["us-east/a.yaml"]);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(_path, "us-east", "k3s", "install.sh")).HasFlag(UnixFileMode.UserExecute));
        Assert.Single(Directory.EnumerateFileSystemEntries(_parent.Path));
    }

    [Fact]
    public void Replace_Earlier_LeavesNothingOfIt()
    {
        new PublishedFolder(_path).Replace(s_old);
        new PublishedFolder(_path).Replace(s_new);

        Assert.Equal(["SHA256SUMS", "us-east/a.yaml", "us-west/b.yaml"], FileSums.Files(_path).Order(StringComparer.Ordinal));
        Assert.Equal("a: 2\n", File.ReadAllText(Path.Combine(_path, "us-east", "a.yaml")));
        Assert.Single(Directory.EnumerateFileSystemEntries(_parent.Path));
    }

    [Fact]
    public void Replace_FailsHalfway_LeavesTheOldOneAndRecoversLater()
    {
        new PublishedFolder(_path).Replace(s_old);
        var before = Snapshot();

        Assert.Throws<DistributedApplicationException>(() => new PublishedFolder(_path).Replace(s_new.Take(1).Concat(FullDisk())));
        Assert.Equal(before, Snapshot());

        new PublishedFolder(_path).Replace(s_new);
        Assert.Single(Directory.EnumerateFileSystemEntries(_parent.Path));
    }

    [Fact]
    public void Replace_SwapByRenamesCutOff_PutsTheOldOneBackFirst()
    {
        new PublishedFolder(_path).Replace(s_old);
        Directory.Move(_path, _parent.Combine(".out.publishing.aside"));

        Assert.Throws<DistributedApplicationException>(() => new PublishedFolder(_path).Replace(FullDisk()));

        Assert.Equal("a: 1\n", File.ReadAllText(Path.Combine(_path, "us-east", "a.yaml")));
    }

    [Fact]
    public void Replace_FolderOfSomebodyElse_IsRefused()
    {
        Directory.CreateDirectory(_path);
        File.WriteAllText(Path.Combine(_path, "thesis.txt"), "");

        var exception = Assert.Throws<DistributedApplicationException>(() => new PublishedFolder(_path).Replace(s_new));

        Assert.Equal($"{_path} was not written by publish: it has no SHA256SUMS. Give another folder with --output-path, or empty this one.", exception.Message);
        Assert.True(File.Exists(Path.Combine(_path, "thesis.txt")));
    }

    [Fact]
    public void Replace_FileOfSomebodyElseInside_IsNamedAndKept()
    {
        new PublishedFolder(_path).Replace(s_old);
        File.WriteAllText(Path.Combine(_path, "us-east", "notes.txt"), "");

        var exception = Assert.Throws<DistributedApplicationException>(() => new PublishedFolder(_path).Replace(s_new));

        Assert.Equal($"{_path} holds files that publish did not write and would lose: us-east/notes.txt. Move them first.", exception.Message);
        Assert.True(File.Exists(Path.Combine(_path, "us-east", "notes.txt")));
    }

    [Fact]
    public void Replace_File_IsRefused()
    {
        File.WriteAllText(_path, "");

        var exception = Assert.Throws<DistributedApplicationException>(() => new PublishedFolder(_path).Replace(s_new));

        Assert.Contains("is a file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replace_WhileAnotherPublishWrites_IsRefused()
    {
        using var other = new FileStream(_parent.Combine(".out.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        var exception = Assert.Throws<DistributedApplicationException>(() => new PublishedFolder(_path).Replace(s_new));

        Assert.Contains("end the publish that is writing it", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_path));
    }

    [Fact]
    public void Replace_LockOfAKilledPublish_KeepsNobodyOut()
    {
        File.WriteAllText(_parent.Combine(".out.lock"), "");
        Directory.CreateDirectory(_parent.Combine(".out.publishing"));
        File.WriteAllText(_parent.Combine(".out.publishing/half.yaml"), "");

        new PublishedFolder(_path).Replace(s_new);

        Assert.DoesNotContain("half.yaml", FileSums.Files(_path));
    }

    public void Dispose() => _parent.Dispose();

    private static IEnumerable<PublishedFile> FullDisk() => Enumerable.Range(0, 1).Select<int, PublishedFile>(_ => throw new IOException("No space left on device"));

    private string[] Snapshot() => [.. FileSums.Files(_path).Order(StringComparer.Ordinal).Select(path => $"{path} {File.ReadAllText(Path.Combine(_path, path))}")];
}
