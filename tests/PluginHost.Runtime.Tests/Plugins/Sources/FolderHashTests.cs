using FsCheck;
using FsCheck.Fluent;
using PluginHost.Runtime.Plugins.Sources;

namespace PluginHost.Runtime.Tests.Plugins.Sources;

public sealed class FolderHashTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pluginhost-hash-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Compute_AnyTwoFolders_AreEqualExactlyWhenTheirFilesAre()
    {
        var names = Gen.Elements("a", "b", "ab", "a/b", "c/a", "c/ab");
        var contents = Gen.Elements("", "a", "b", "ab", "ba");
        var files = Gen.Zip(names, contents).ListOf().Select(list => list
            .DistinctBy(file => file.Item1)
            .Where(file => file.Item1 != "a" || list.All(other => other.Item1 != "a/b"))
            .ToDictionary(file => file.Item1, file => file.Item2));

        Prop.ForAll(Gen.Zip(files, files).ToArbitrary(), pair =>
        {
            var equal = pair.Item1.Count == pair.Item2.Count && pair.Item1.All(file => pair.Item2.GetValueOrDefault(file.Key) == file.Value);
            return (FolderHash.Compute(Write(pair.Item1)) == FolderHash.Compute(Write(pair.Item2))) == equal;
        }).QuickCheckThrowOnFailure();
    }

    private string Write(Dictionary<string, string> files)
    {
        var folder = Path.Combine(_root, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }

        return folder;
    }
}
