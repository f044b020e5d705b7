using Microsoft.Extensions.Logging.Abstractions;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Sources;
using PluginHost.Runtime.Plugins.Staging;

namespace PluginHost.Runtime.Tests.Plugins.Staging;

public sealed class PluginStagingTests : IDisposable
{
    private readonly PluginBench _bench = new();
    private readonly PluginStaging _staging;
    private readonly PluginSource _folder;

    public PluginStagingTests()
    {
        _staging = new PluginStaging(_bench.Cache, NullLogger.Instance);
        _folder = new PluginSource(_bench.Drop("CleanTwin"), PluginKind.Assembly, IsBuiltIn: false);
    }

    public void Dispose() => _bench.Dispose();

    private StagedPlugin Stage(PluginSource source) => _staging.Stage(source, FolderHash.Compute(source.Path));

    [Fact]
    public void Stage_Folder_CopiesEverythingUnderIdAndHash()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "deep", "er"));
        File.WriteAllText(Path.Combine(_folder.Path, "deep", "er", "file.txt"), "content");

        var staged = Stage(_folder);

        Assert.Equal(Path.Combine(_bench.Cache, "cleantwin", staged.Hash), staged.Path);
        Assert.Equal(Path.Combine(staged.Path, "CleanTwin.dll"), staged.MainAssembly);
        Assert.Equal(FolderHash.RelativeFiles(_folder.Path), FolderHash.RelativeFiles(staged.Path));
        Assert.Equal(staged.Hash, FolderHash.Compute(staged.Path));
        Assert.Equal(staged.Hash, FolderHash.Compute(_folder.Path));
    }

    [Fact]
    public void Stage_SameContentAgain_ReusesTheCopy()
    {
        var first = Stage(_folder);
        var written = Directory.GetCreationTimeUtc(first.Path);

        var second = Stage(_folder);

        Assert.Equal(first, second);
        Assert.Equal(written, Directory.GetCreationTimeUtc(second.Path));
        Assert.Single(Directory.GetDirectories(Path.GetDirectoryName(first.Path)!));
    }

    [Fact]
    public void Stage_CopyWasDamaged_IsReplaced()
    {
        var first = Stage(_folder);
        File.SetAttributes(first.MainAssembly, FileAttributes.Normal);
        File.WriteAllText(first.MainAssembly, "damaged");

        var second = Stage(_folder);

        Assert.Equal(first, second);
        Assert.Equal(second.Hash, FolderHash.Compute(second.Path));
    }

    [Fact]
    public async Task Stage_SourceOverwrittenMeanwhile_NamesWhatWasCopied()
    {
        var file = Path.Combine(_folder.Path, "changing.bin");
        File.WriteAllBytes(file, new byte[100_000]);
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            for (byte value = 0; !stop.IsCancellationRequested; value++)
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                stream.Write(Enumerable.Repeat(value, 100_000).ToArray());
            }
        });

        var staged = Enumerable.Range(0, 50).Select(_ => Stage(_folder)).ToList();
        await stop.CancelAsync();
        await writer;

        Assert.All(staged, copy => Assert.Equal(copy.Hash, FolderHash.Compute(copy.Path)));
    }

    [Fact]
    public void Stage_NoMainAssembly_NamesIt()
    {
        File.Delete(Path.Combine(_folder.Path, "CleanTwin.dll"));

        var refusal = Assert.Throws<PluginLoadException>(() => Stage(_folder));

        Assert.Equal($"{_folder.Path} holds no CleanTwin.dll; a plugin folder and its assembly have the same name.", refusal.Message);
        Assert.False(Directory.Exists(_bench.Cache));
    }

    [Fact]
    public void Stage_FolderLinksToItself_EndsAndLeavesTheLinkOut()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "loop"), _folder.Path);

        var staged = Stage(_folder);

        Assert.False(Path.Exists(Path.Combine(staged.Path, "loop")));
    }

    [Fact]
    public void Sweep_Leftovers_KeepsOnlyWhatIsAskedFor()
    {
        var old = Stage(_folder);
        File.WriteAllText(Path.Combine(_folder.Path, "new.txt"), "new");
        var kept = Stage(_folder);
        var other = Stage(new PluginSource(_bench.Drop("TwoDrivers"), PluginKind.Assembly, IsBuiltIn: false));
        var unfinished = Directory.CreateDirectory(Path.Combine(_bench.Cache, ".staging-interrupted")).FullName;

        _staging.Sweep([kept]);

        Assert.True(Directory.Exists(kept.Path));
        Assert.False(Directory.Exists(old.Path));
        Assert.False(Directory.Exists(Path.GetDirectoryName(other.Path)));
        Assert.False(Directory.Exists(unfinished));
    }
}
