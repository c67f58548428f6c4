using System.Runtime.InteropServices;

namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>The C interface of LiveKit's client core, loaded once per process.</summary>
internal sealed unsafe class FfiLibrary
{
    private static readonly Lazy<FfiLibrary> s_instance = new(() => new FfiLibrary(DefaultPath()));

    private readonly delegate* unmanaged[Cdecl]<delegate* unmanaged[Cdecl]<byte*, nuint, void>, byte, byte*, byte*, void> _initialize;
    private readonly delegate* unmanaged[Cdecl]<byte*, nuint, byte**, nuint*, ulong> _request;
    private readonly delegate* unmanaged[Cdecl]<ulong, byte> _dropHandle;
    private readonly delegate* unmanaged[Cdecl]<void> _dispose;

    private FfiLibrary(string path)
    {
        if (!File.Exists(path))
        {
            throw new FfiException($"LiveKit's client core is missing: {path}. Build the agent again, or publish it with -r {Rid()}.");
        }

        if (OperatingSystem.IsLinux())
        {
            NapiStubLoader.Load();
        }

        nint handle;
        try
        {
            handle = NativeLibrary.Load(path);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new FfiException(
                $"LiveKit's client core cannot be loaded from {path}: {exception.Message} It needs 64-bit {Rid()} and, on Linux, glibc 2.28 and libstdc++6.", exception);
        }

        _initialize = (delegate* unmanaged[Cdecl]<delegate* unmanaged[Cdecl]<byte*, nuint, void>, byte, byte*, byte*, void>)Export(handle, path, "livekit_ffi_initialize");
        _request = (delegate* unmanaged[Cdecl]<byte*, nuint, byte**, nuint*, ulong>)Export(handle, path, "livekit_ffi_request");
        _dropHandle = (delegate* unmanaged[Cdecl]<ulong, byte>)Export(handle, path, "livekit_ffi_drop_handle");
        _dispose = (delegate* unmanaged[Cdecl]<void>)Export(handle, path, "livekit_ffi_dispose");
    }

    /// <exception cref="FfiException">The file is missing, unsuitable for this system, or lacks an expected function.</exception>
    public static FfiLibrary Instance => s_instance.Value;

    public static string DefaultPath() => Path.Combine(AppContext.BaseDirectory, "runtimes", Rid(), "native", "livekit_ffi.node");

    public void Initialize(delegate* unmanaged[Cdecl]<byte*, nuint, void> onEvent)
    {
        // The core knows a fixed list of kits and warns about any other name.
        fixed (byte* kit = "cpp\0"u8, version = "1.0.0\0"u8)
        {
            _initialize(onEvent, 1, kit, version);
        }
    }

    /// <summary>Sends a request; returns the handle that owns the answer, 0 when the core refused.</summary>
    public ulong Request(ReadOnlySpan<byte> request, out ReadOnlySpan<byte> answer)
    {
        byte* data;
        nuint length;
        fixed (byte* pointer = request)
        {
            var handle = _request(pointer, (nuint)request.Length, &data, &length);
            answer = handle == 0 ? default : new ReadOnlySpan<byte>(data, (int)length);
            return handle;
        }
    }

    public bool DropHandle(ulong handle) => _dropHandle(handle) != 0;

    public void Dispose() => _dispose();

    private static string Rid()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? $"{system}-arm64" : $"{system}-x64";
    }

    private static nint Export(nint library, string path, string name) =>
        NativeLibrary.TryGetExport(library, name, out var address)
            ? address
            : throw new FfiException($"{path} has no function '{name}': it is not the version of LiveKit's client core that EdgeVoice.Agent/package.json pins.");
}
