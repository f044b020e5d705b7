using PluginHost.Lint.Compiling;
using PluginHost.Lint.Scripts;

namespace PluginHost.Lint.Tests.Scripts;

/// <summary>Puts one script through a compiler.</summary>
internal static class Script
{
    public const string Path = "/house/plugins/lamp.cs";

    public static async Task<DriverBuild> BuildAsync(string text, GateLevel level = GateLevel.Warning, string name = "lamp")
    {
        using var compiler = new DriverCompiler();
        return await compiler.BuildAsync(name, new SourceFile(Path, text), level, TestContext.Current.CancellationToken);
    }
}
