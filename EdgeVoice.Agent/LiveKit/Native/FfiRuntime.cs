using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>
/// The core takes one callback per process, so its state is per process too: started by the first client, disposed after the last.
/// </summary>
internal static unsafe class FfiRuntime
{
    private static readonly Lock s_gate = new();
    private static int s_clients;

    public static FfiEventRouter Router { get; } = new(handle => FfiLibrary.Instance.DropHandle(handle));

    /// <summary>An event that could not be taken apart, or whose receiver failed.</summary>
    public static event Action<Exception>? Faulted;

    public static void Acquire()
    {
        lock (s_gate)
        {
            if (s_clients == 0)
            {
                FfiLibrary.Instance.Initialize(&OnEvent);
            }

            s_clients++;
        }
    }

    public static void Release()
    {
        lock (s_gate)
        {
            s_clients--;
            if (s_clients == 0)
            {
                FfiLibrary.Instance.Dispose();
                Router.FailAll(new FfiException("LiveKit's client core was shut down."));
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnEvent(byte* data, nuint length)
    {
        // An exception that leaves this method ends the process.
        try
        {
            Router.Dispatch(new ReadOnlySpan<byte>(data, (int)length));
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    private static void Report(Exception exception)
    {
        try
        {
            Faulted?.Invoke(exception);
        }
        catch (Exception)
        {
            // The report itself failed (a logger that throws): there is nowhere left to say so.
        }
    }
}
