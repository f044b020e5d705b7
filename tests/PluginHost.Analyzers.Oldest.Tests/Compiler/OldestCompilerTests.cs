using Microsoft.CodeAnalysis.CSharp;

namespace PluginHost.Analyzers.Oldest.Tests.Compiler;

/// <summary>These tests mean something only on the compiler whose version they name.</summary>
public sealed class OldestCompilerTests
{
    [Fact]
    public void LoadedCompiler_IsTheOldestServed()
    {
        var loaded = typeof(CSharpCompilation).Assembly.GetName().Version!;

        Assert.Equal((4, 8), (loaded.Major, loaded.Minor));
        Assert.Equal(LanguageVersion.CSharp12, LanguageVersion.Latest.MapSpecifiedToEffectiveVersion());
    }
}
