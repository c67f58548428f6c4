using System.Diagnostics;

namespace EdgeVoice.Tests.Dashboard;

/// <summary>A file on a disk that stands still until it is let go: a named pipe in its place.</summary>
internal sealed class SlowFile
{
    private readonly string _path;
    private readonly byte[] _content;

    public SlowFile(string path)
    {
        _path = path;
        _content = File.ReadAllBytes(path);
        File.Delete(path);
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }

    /// <summary>Gives the content to whoever reads it.</summary>
    public async Task LetGoAsync()
    {
        // A lock of its own would be in the reader's way.
        await using var pipe = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        await pipe.WriteAsync(_content);
    }
}
