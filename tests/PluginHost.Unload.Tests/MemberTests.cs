using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Sources;
using PluginHost.Runtime.Plugins.Staging;
using PluginHost.Runtime.Plugins.Unloading;
using PluginHost.Testing;
using PluginHost.Unload.Tests.Building;

namespace PluginHost.Unload.Tests;

/// <summary>What the look at an assembly's members suspects of code that was measured to let go.</summary>
public sealed class MemberTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("JsonTold")]
    [InlineData("JsonNodes")]
    [InlineData("PollyOverOutcome")]
    [InlineData("XmlByHand")]
    [InlineData("TakenBackHandler")]
    [InlineData("UndisposedHttpClient")]
    [InlineData("OwnContainer")]
    [InlineData("CompiledRegex")]
    public void Of_MembersWithoutHarm_IsEmpty(string twin) => Assert.Empty(PinningSuspects.Of(Build($"Twins/{twin}")));

    [Fact]
    public void Of_CopyThatIsGone_IsEmpty()
    {
        var copy = Build("Sins/DynamicCall");
        Assert.NotEmpty(PinningSuspects.Of(copy));

        Directory.Delete(copy.Path, recursive: true);

        Assert.Empty(PinningSuspects.Of(copy));
    }

    [Fact]
    public void Of_PrivateAssembly_IsNamedAfterTheMainOne()
    {
        var copy = Build("Sins/Handle");
        PluginBuild.Write("Sins/Signal", "Another", copy.Path);

        var suspects = PinningSuspects.Of(copy);

        Assert.StartsWith("Likely: Subject uses System.Runtime.InteropServices.GCHandle.Alloc, which was measured", suspects[0], StringComparison.Ordinal);
        Assert.StartsWith("Likely: Another uses System.Runtime.InteropServices.PosixSignalRegistration.Create", suspects[1], StringComparison.Ordinal);
    }

    private StagedPlugin Build(string source)
    {
        var folder = _folder.PathOf("copy");
        PluginBuild.Write(source, "Subject", folder);
        return new StagedPlugin(new PluginSource(folder, PluginKind.Assembly, IsBuiltIn: false), "", folder, Path.Combine(folder, "Subject.dll"));
    }
}
