using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Stress;

/// <summary>Code that nobody writes by hand, and code that is being written: no rule may throw, hang or guess.</summary>
public sealed class StressTests
{
    private const string Client = """
        sealed class Client
        {
            private TcpClient? _tcp;
            public void Start() { _tcp = new TcpClient("h", 1); }
            public void Stop() { _tcp = null; BODY }
            static int Next(int i) => i;
        }
        """;

    public static TheoryData<string, string> Sources => new()
    {
        { "5,000 terms", Client.Replace("BODY", "var x = " + string.Join(" + ", Enumerable.Range(0, 5_000).Select(i => $"Next({i})")) + ";") },
        { "10,000 statements", Client.Replace("BODY", string.Concat(Enumerable.Range(0, 10_000).Select(i => $"_tcp = Next({i}) > 0 ? _tcp : null;\n"))) },
        { "3,000 branches", Client.Replace("BODY", string.Concat(Enumerable.Range(0, 3_000).Select(i => $"if (Next({i}) > 0) {{ _tcp?.Close(); }}\n"))) },
        { "100 nested blocks", Client.Replace("BODY", string.Concat(Enumerable.Repeat("try { ", 100)) + "_tcp?.Close();" + string.Concat(Enumerable.Repeat(" } finally { Next(1); }", 100))) },
        { "200 connections", Client.Replace("BODY", string.Concat(Enumerable.Range(0, 200).Select(i => $"var c{i} = new TcpClient(); c{i}.Close();\n"))) },
        { "400 slots", ManySlots.Of(400) },
        { "200 slots in one method", "class Link { Socket _s; SemaphoreSlim _g = new(1); void Send(byte[] b) { " + string.Concat(Enumerable.Repeat("_g.Wait(); try { _s.Send(b); } finally { _g.Release(); }\n", 200)) + "} }" },
        { "recursion", "class A<T> where T : A<T> { TcpClient? _c; void F(T t) { G(t); _c = null; } void G(T t) { F(t); _c = new TcpClient(); t.F(t); } } class B : A<B>; class C : IDisposable { C? _next; TcpClient? _t; public void Dispose() { _next?.Dispose(); _t?.Dispose(); } }" },
        { "nothing", "" },
        { "half a class", "class A { private TcpClient _c = new(" },
        { "unknown types", "class A { Foo _c; Socket s; void F() { _c = Bar(s); s = null; _c.Baz(x => { s = y" },
        { "half a call", "class A { TcpClient _c; void F() { _c. ; _c = ; if ( _c" },
        { "no framework types", "class Socket { public void Dispose() {} } class A { Socket _s = new(); void F() { _s = null; } }" },
    };

    public static IEnumerable<DiagnosticAnalyzer> Analyzers => typeof(ConnectionAnalyzer).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
        .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task ExtremeOrBrokenSource_NeitherThrowsNorOverflows(string name, string source)
    {
        foreach (var analyzer in Analyzers)
        {
            // RunAsync fails the test where an analyzer throws; an overflow would end the process.
            var found = await analyzer.RunAsync(Compiled.From([source]));
            Assert.DoesNotContain(found, one => one.GetMessage().Contains("the rules failed", StringComparison.Ordinal));
            Assert.True(found.Count < 20_000, name);
        }
    }

    [Fact]
    public async Task MissingReferences_AreNoFault()
    {
        var compilation = Compiled.From(["class A { TcpClient _c; void F() { _c = null; } }"]).WithReferences();
        foreach (var analyzer in Analyzers)
        {
            Assert.Empty(await analyzer.RunAsync(compilation));
        }
    }

    [Fact]
    public async Task TooLargeMethod_IsNamedAndNotAnalysed()
    {
        var source = Client.Replace("BODY", "_tcp?.Close();");
        var found = await new ConnectionLifecycleRule().RunAsync(
            Compiled.From([source]), new Dictionary<string, string> { ["dotnet_code_quality.PH.max_operations"] = "12" });

        Assert.Contains(found, one => one.Id == "PH0099" && one.GetMessage().StartsWith("'Stop' was not analysed: it has ", StringComparison.Ordinal));
        Assert.DoesNotContain(found, one => one.Id == "PH0001");
    }

    [Fact]
    public async Task MethodWithAPartThatDoesNotCompile_IsNamed()
    {
        var found = await new ConnectionLifecycleRule().RunAsync(Compiled.From([Client.Replace("BODY", "Nowhere(_tcp);")]));

        Assert.Contains(found, one => one.Id == "PH0099" && one.GetMessage() == "'Stop' was not analysed: what does not compile in it may have closed '_tcp'");
    }
}
