using System.Buffers.Binary;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace PluginHost.Runtime.Plugins.Sources;

/// <summary>What a plugin folder holds: its visible files in all depths, and one hash over their paths and contents.</summary>
internal static class FolderHash
{
    /// <summary>SHA-256 in lower-case hexadecimal; the same for the same files wherever they lie.</summary>
    public static string Compute(string folder)
    {
        using var total = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(int)];
        Span<byte> content = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var path in RelativeFiles(folder))
        {
            var name = Encoding.UTF8.GetBytes(path.Replace(Path.DirectorySeparatorChar, '/'));
            BinaryPrimitives.WriteInt32LittleEndian(number, name.Length);
            total.AppendData(number);
            total.AppendData(name);
            using var file = OpenRead(Path.Combine(folder, path));
            SHA256.HashData(file, content);
            total.AppendData(content);
        }

        return Convert.ToHexStringLower(total.GetHashAndReset());
    }

    /// <summary>Opens a file without standing in the way of whoever writes it: a build must not fail because the host looks.</summary>
    public static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Paths relative to the folder, in ordinal order. Linked folders are not entered: they may lead in circles.</summary>
    public static List<string> RelativeFiles(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false };
        var files = new FileSystemEnumerable<string>(folder, (ref entry) => Path.GetRelativePath(folder, entry.ToFullPath()), options)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return [.. files.Order(StringComparer.Ordinal)];
    }
}
