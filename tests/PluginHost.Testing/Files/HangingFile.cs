using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PluginHost.Testing;

/// <summary>
/// Makes a regular file hang as on a network share that is gone: whoever opens it waits until this is disposed, or until
/// the system breaks the lease behind it after <c>/proc/sys/fs/lease-break-time</c>, 45 s unless set otherwise.
/// </summary>
public sealed partial class HangingFile : IDisposable
{
    private const int SetSignal = 10;
    private const int SetLease = 1024;
    private const int WriteLease = 1;
    private const int NoLease = 2;

    // Told to the holder when somebody waits; the ordinary signal for it would end the process, this one is ignored.
    private const int Urgent = 23;

    private readonly SafeFileHandle _file;

    /// <param name="path">The file; nobody may have it open.</param>
    public HangingFile(string path)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        Control(SetSignal, Urgent);
        Control(SetLease, WriteLease);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_file.IsClosed)
        {
            Control(SetLease, NoLease);
            _file.Dispose();
        }
    }

    private void Control(int command, int argument)
    {
        if (Control(_file, command, argument) < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"The file's lease ({command}, {argument}) failed");
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int command, int argument);
}
