namespace PluginHost.Testing.Tests;

public sealed class BuiltProgramTests
{
    [Fact]
    public void RepositoryRoot_HoldsTheSolution()
        => Assert.True(File.Exists(Path.Combine(BuiltProgram.RepositoryRoot, "PluginHost.sln")));

    [Fact]
    public void Dll_ThisProject_IsTheRunningAssembly()
        => Assert.Equal(
            typeof(BuiltProgramTests).Assembly.Location,
            BuiltProgram.Dll("tests/PluginHost.Testing.Tests"));

    [Fact]
    public void Dll_NotBuilt_ThrowsNamingTheProject()
    {
        FileNotFoundException failure = Assert.Throws<FileNotFoundException>(() => BuiltProgram.Dll("host/Nothing"));

        Assert.Contains("host/Nothing", failure.Message, StringComparison.Ordinal);
    }
}
