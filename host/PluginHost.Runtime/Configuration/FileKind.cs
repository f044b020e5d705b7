using System.Runtime.InteropServices;

namespace PluginHost.Runtime.Configuration;

/// <summary>
/// Tells what lies at a path without opening it: opening a pipe waits for its writer, and opening a device may set it going.
/// </summary>
internal static partial class FileKind
{
    private const int CurrentFolder = -100;
    private const uint TypeWanted = 1;
    private const int TypeBits = 0xF000;

    /// <summary>What it is, in words, when it is known to be something else than a regular file.</summary>
    public static string? OtherThanRegular(string path) => Directory.Exists(path) ? "a folder" : Type(path) switch
    {
        0x1000 => "a named pipe",
        0x2000 => "a character device",
        0x6000 => "a block device",
        0xC000 => "a socket",
        _ => null,
    };

    private static int? Type(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return Stat(CurrentFolder, path, 0, TypeWanted, out var status) == 0 ? status.Mode & TypeBits : null;
        }
        catch (EntryPointNotFoundException)
        {
            // An older C library than the call; what is no file then shows only by not answering in time.
            return null;
        }
    }

    // The framework has no question for it. Of all forms of stat this is the one that is laid out alike on every processor.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int folder, string path, int flags, uint mask, out Status status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(28)]
        public ushort Mode;
    }
}
