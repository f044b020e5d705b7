namespace PluginHost.Testing.Tests;

public sealed class TemporaryFolderTests
{
    [Fact]
    public void Dispose_FolderWithContents_DeletesAll()
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("a", "b"));
        File.WriteAllText(folder.PathOf("a", "b", "c.txt"), "text");

        folder.Dispose();

        Assert.False(Directory.Exists(folder.Path));
    }

    [Fact]
    public void Dispose_FolderGoneOrDisposedBefore_DoesNothing()
    {
        var folder = new TemporaryFolder();
        Directory.Delete(folder.Path);

        folder.Dispose();
        folder.Dispose();

        Assert.False(Directory.Exists(folder.Path));
    }

    [Fact]
    public void New_Twice_GivesDifferentEmptyFolders()
    {
        using var one = new TemporaryFolder();
        using var other = new TemporaryFolder();

        Assert.NotEqual(one.Path, other.Path);
        Assert.Empty(Directory.EnumerateFileSystemEntries(one.Path));
    }
}
