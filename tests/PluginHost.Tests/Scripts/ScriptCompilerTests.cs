using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Scripts;
using PluginHost.Server.Scripts;

namespace PluginHost.Tests.Scripts;

public sealed class ScriptCompilerTests : IDisposable
{
    private const string Leaking = """
        public sealed class Lamp : IDisposable
        {
            private System.Net.Sockets.TcpClient? _tcp = new();

            public void Broken() { _tcp = null; }

            public void Dispose() => _tcp?.Dispose();
        }
        """;

    private readonly ScriptCompiler _compiler;
    private LintGate _gate = LintGate.Warning;

    public ScriptCompilerTests() => _compiler = new ScriptCompiler(() => _gate);

    [Fact]
    public async Task Gate_IsAskedForEachScript_AndStandsInTheRules()
    {
        var refused = await BuildAsync(Leaking);
        var before = _compiler.Rules;
        _gate = LintGate.Error;
        var let = await BuildAsync(Leaking);
        var after = _compiler.Rules;
        _gate = LintGate.Off;
        var unseen = await BuildAsync(Leaking);

        Assert.Null(refused.Assembly);
        Assert.Null(refused.Symbols);
        Assert.NotNull(refused.Refusal);
        var finding = Assert.Single(refused.Diagnostics);
        Assert.Equal(("PH0001", PluginDiagnosticSeverity.Warning, "lamp.cs", 5, 28), (finding.Id, finding.Severity, finding.File, finding.Line, finding.Column));
        Assert.NotNull(let.Assembly);
        Assert.Equal(refused.Diagnostics, let.Diagnostics);
        Assert.Empty(unseen.Diagnostics);
        Assert.Equal(3, new HashSet<string> { before, after, _compiler.Rules }.Count);
    }

    [Fact]
    public async Task CompilersError_IsADiagnosticWithItsPlace()
    {
        var build = await BuildAsync("class Lamp { int Watt = \"forty\"; }");

        Assert.Equal(
            ("CS0029", PluginDiagnosticSeverity.Error, "lamp.cs", 1, 25),
            Assert.Single(build.Diagnostics) is var one ? (one.Id, one.Severity, one.File, one.Line, one.Column) : default);
    }

    [Fact]
    public async Task WarmUp_GoesThroughTheWholeCompilerAndGate()
    {
        var build = await _compiler.BuildAsync(ScriptCompiler.WarmUp, TestContext.Current.CancellationToken);

        Assert.Null(build.Refusal);
        Assert.Empty(build.Diagnostics);
    }

    public void Dispose() => _compiler.Dispose();

    private Task<ScriptBuild> BuildAsync(string text) =>
        _compiler.BuildAsync(new ScriptSource("lamp", "/house/plugins/lamp.cs", text), TestContext.Current.CancellationToken);
}
