using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PluginHost.Testing;

/// <summary>Pipes in the file system, which the framework cannot make. Opening one waits for its other end.</summary>
public static partial class NamedPipe
{
    private const uint OwnerMayReadAndWrite = 0b110_000_000;

    /// <summary>Makes one.</summary>
    /// <param name="path">Where; nothing may be there.</param>
    public static void Create(string path)
    {
        if (MakePipe(path, OwnerMayReadAndWrite) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"No pipe could be made at '{path}'");
        }
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);
}
