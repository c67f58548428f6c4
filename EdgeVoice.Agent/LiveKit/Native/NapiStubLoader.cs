using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>Loads <see cref="NapiStub"/> so that its symbols are visible to every library loaded later.</summary>
internal static unsafe class NapiStubLoader
{
    private const int Now = 2;
    private const int Global = 0x100;

    public static void Load()
    {
        var image = NapiStub.Build(NapiStub.Symbols(), RuntimeInformation.ProcessArchitecture);
        var libc = LibC("memfd_create");
        fixed (byte* name = "edgevoice-napi"u8)
        {
            // An anonymous file: works in containers without a writable disk.
            var descriptor = ((delegate* unmanaged[Cdecl]<byte*, uint, int>)libc)(name, 0);
            if (descriptor < 0)
            {
                throw new FfiException("memfd_create failed: the kernel (3.17 or newer) or its seccomp profile must allow it to load LiveKit's client core.");
            }

            using var file = new SafeFileHandle(descriptor, ownsHandle: true);
            RandomAccess.Write(file, image, 0);
            Open($"/proc/self/fd/{descriptor}");
        }
    }

    private static void Open(string path)
    {
        var open = (delegate* unmanaged[Cdecl]<byte*, int, nint>)LibC("dlopen");
        var error = (delegate* unmanaged[Cdecl]<byte*>)LibC("dlerror");
        var name = Marshal.StringToCoTaskMemUTF8(path);
        try
        {
            // NativeLibrary.Load has no RTLD_GLOBAL.
            if (open((byte*)name, Now | Global) == 0)
            {
                throw new FfiException($"The Node-API stub for LiveKit's client core cannot be loaded: {Marshal.PtrToStringUTF8((nint)error())}");
            }
        }
        finally
        {
            Marshal.FreeCoTaskMem(name);
        }
    }

    private static nint LibC(string symbol)
    {
        // Before glibc 2.34 dlopen lives in libdl.
        foreach (var library in (string[])["libc.so.6", "libdl.so.2"])
        {
            if (NativeLibrary.TryLoad(library, out var handle) && NativeLibrary.TryGetExport(handle, symbol, out var address))
            {
                return address;
            }
        }

        throw new FfiException($"'{symbol}' is not in this system's C library: LiveKit's client core needs glibc 2.28 or newer (it has no musl build).");
    }
}
