using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PluginHost.Testing;

/// <summary>Signals to processes, which the framework cannot send.</summary>
internal static partial class UnixSignal
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    private const int NoSuchProcess = 3;

    /// <returns>False where the process is gone.</returns>
    public static bool Send(int pid, int signal) => SendRaw(pid, signal);

    /// <summary>To every process of a group.</summary>
    /// <returns>False where the group has none left.</returns>
    public static bool SendToGroup(int group, int signal) => SendRaw(-group, signal);

    private static bool SendRaw(int target, int signal)
    {
        if (KillNative(target, signal) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error, $"Signal {signal} to {target} failed");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int KillNative(int pid, int signal);
}
