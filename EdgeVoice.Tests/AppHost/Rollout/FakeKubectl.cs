using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.Rollout;

/// <summary>A program named kubectl that writes down how it is called and fails, hangs or answers as told. The cluster is not ours; how kubectl is called is.</summary>
internal sealed class FakeKubectl : IDisposable
{
    private const string Script = """
        #!/bin/sh
        dir=$(dirname "$0")
        printf '%s\n' "$*" >> "$dir/calls"
        case "$*" in
          *"--filename -"*|*--patch-file*) cat >> "$dir/stdin"; echo >> "$dir/stdin" ;;
        esac
        if [ -f "$dir/slow" ]; then
          case "$*" in *"$(cat "$dir/slow")"*) exec sleep 600 ;; esac
        fi
        if [ -f "$dir/fail" ]; then
          case "$*" in
            *"$(head -n 1 "$dir/fail")"*)
              tail -n +2 "$dir/fail" >&2
              [ -f "$dir/once" ] && rm "$dir/fail"
              exit 1 ;;
          esac
        fi
        case "$*" in *"get secret"*) cat "$dir/keys" 2>/dev/null ;; esac
        exit 0
        """;

    private readonly TemporaryFolder _folder = new();

    public FakeKubectl()
    {
        File.WriteAllText(Path, Script.ReplaceLineEndings("\n"));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell script stands in for kubectl.");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Path => _folder.Combine("kubectl");

    /// <summary>Arguments of each call.</summary>
    public string[] Calls => File.Exists(_folder.Combine("calls")) ? File.ReadAllLines(_folder.Combine("calls")) : [];

    /// <summary>Everything that was piped in.</summary>
    public string Input => File.Exists(_folder.Combine("stdin")) ? File.ReadAllText(_folder.Combine("stdin")) : "";

    /// <summary>Calls that hold the text fail with a message.</summary>
    public void Fail(string call, string message, bool once = false)
    {
        File.WriteAllText(_folder.Combine("fail"), $"{call}\n{message}\n");
        if (once)
        {
            File.WriteAllText(_folder.Combine("once"), "");
        }
    }

    public void Recover() => File.Delete(_folder.Combine("fail"));

    /// <summary>Calls that hold the text never end.</summary>
    public void Hang(string call) => File.WriteAllText(_folder.Combine("slow"), call);

    /// <summary>Keys that every Secret of the cluster has.</summary>
    public void HasKeys(params string[] keys) => File.WriteAllText(_folder.Combine("keys"), string.Join('\n', keys) + "\n");

    public void Dispose() => _folder.Dispose();
}
