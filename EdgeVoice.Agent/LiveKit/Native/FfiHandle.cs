using System.Runtime.InteropServices;

namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>Owns one object inside LiveKit's client core.</summary>
internal sealed class FfiHandle : SafeHandle
{
    private static int s_alive;

    public FfiHandle(ulong id)
        : base(0, ownsHandle: true)
    {
        SetHandle((nint)id);
        Interlocked.Increment(ref s_alive);
    }

    /// <summary>Handles not yet dropped in this process; tests watch it for leaks.</summary>
    public static int Alive => Volatile.Read(ref s_alive);

    public ulong Id => IsClosed ? throw new ObjectDisposedException(nameof(FfiHandle)) : (ulong)handle;

    /// <summary>The core drops the object itself: dropping it again is only a warning in its log.</summary>
    public void Forget()
    {
        if (!IsClosed)
        {
            Interlocked.Decrement(ref s_alive);
            SetHandleAsInvalid();
        }
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Interlocked.Decrement(ref s_alive);
        // False means that the core was disposed or closed the object first: nothing is left to release.
        _ = FfiLibrary.Instance.DropHandle((ulong)handle);
        return true;
    }
}
