using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.BrokenCode;

/// <summary>Code with errors: what is sure is found, what an unresolved part may have taken is not guessed at.</summary>
public sealed class UnresolvedPartTests
{
    private const string Opened = "var tcp = new TcpClient(h, 1);";

    [Theory]
    [InlineData("static log", "Log.Error(\"x\"); tcp.GetStream().WriteByte(1);")]
    [InlineData("injected log of an unknown type", "_log.LogInformation(\"to {Host}\", h); tcp.GetStream().WriteByte(1);")]
    [InlineData("plain values of the connection", "Log.Info(\"{0} {1}\", tcp.Connected, tcp.Client.RemoteEndPoint); tcp.GetStream().WriteByte(1);")]
    [InlineData("an interpolated text", "Log.Info($\"open: {tcp.Connected}\");")]
    [InlineData("an unknown condition", "if (Flags.On(h)) { return; } tcp.Close();")]
    [InlineData("an unknown exception", "if (h == \"\") { throw new Refused(h); } tcp.Close();")]
    [InlineData("an unknown constructor of something else", "var frame = new Frame(h); frame.Fill(); tcp.GetStream().WriteByte(1);")]
    [InlineData("an unknown lambda", "Retry.Do(() => h.Length); tcp.GetStream().WriteByte(1);")]
    [InlineData("a callee that only logs", "Talk(tcp);")]
    [InlineData("a handler of an unknown exception", "try { tcp.GetStream().WriteByte(1); } catch (Refused) { Log.Error(\"x\"); }")]
    public async Task LeakBesideUnresolvedCode_IsFound(string name, string rest) => await IsFoundAsync(name, Opened + rest, "PH0007");

    [Theory]
    [InlineData("an argument", "Pool.Keep(tcp);")]
    [InlineData("a view", "Pool.Keep(tcp.GetStream());")]
    [InlineData("a stream over it", "var s = tcp.GetStream(); Pool.Keep(s);")]
    [InlineData("inside something new", "Pool.Keep(new { Client = tcp });")]
    [InlineData("in a collection", "Pool.Keep(new object[] { tcp });")]
    [InlineData("the receiver", "tcp.Finish();")]
    [InlineData("the receiver behind a test", "tcp?.Finish();")]
    [InlineData("a property of it", "tcp.Client.Finish();")]
    [InlineData("arguments that fit nothing", "tcp.Connect();")]
    [InlineData("an unknown constructor", "var modbus = new Modbus(tcp); modbus.Read();")]
    [InlineData("an unknown using", "using (new Guard(tcp)) { tcp.GetStream().WriteByte(1); }")]
    [InlineData("an unknown loop", "foreach (var line in Lines.Of(tcp)) { }")]
    [InlineData("an unknown lambda", "Bus.Done += () => tcp.Dispose();")]
    [InlineData("a lambda given to something unknown", "Retry.Do(() => tcp.GetStream().WriteByte(1));")]
    [InlineData("an unknown call inside a known lambda", "Done += () => Pool.Keep(tcp);")]
    [InlineData("an unknown interface", "IPeer peer = tcp; peer.Dispose();")]
    [InlineData("a cast to something unknown", "var peer = (IPeer)tcp; peer.Dispose();")]
    [InlineData("an unknown member", "_holder.Missing = tcp;")]
    [InlineData("a callee that gives it on", "Keep(tcp);")]
    [InlineData("a finally", "try { tcp.GetStream().WriteByte(1); } finally { Pool.Give(tcp); }")]
    [InlineData("a handler", "try { tcp.GetStream().WriteByte(1); } catch { Pool.Give(tcp); throw; } tcp.Close();")]
    public async Task ConnectionThatUnresolvedCodeGets_IsNotJudged(string name, string rest) => Assert.Empty(await FindAsync(name, Opened + rest));

    [Fact]
    public async Task ConnectBeforeTheHandOver_IsStillJudged() =>
        await IsFoundAsync("connect", "var tcp = new TcpClient(); tcp.Connect(h, 1); Pool.Keep(tcp);", "PH0007");

    [Theory]
    [InlineData("dropped beside a log", "void Stop() { Log.Info(\"x\"); _tcp = null; } public void Close() => _tcp.Close();", "PH0001")]
    [InlineData("dropped after a call of an unknown base", "void Stop() { OnChanged(); _tcp = null; } public void Close() => _tcp.Close();", "PH0001")]
    [InlineData("never closed", "void Stop() { Log.Info(\"x\"); }", "PH0013")]
    public async Task FieldBesideUnresolvedCode_IsJudged(string name, string members, string expected)
    {
        var found = await Everything().RunAsync(Compiled.From([Holder(members)]));
        Assert.True(found.Where(one => one.Id != "PH0099").Select(one => one.Id).SequenceEqual([expected]), name + ": " + string.Join('\n', found));
    }

    [Theory]
    [InlineData("closed by something unknown", "void Stop() { Sockets.Close(_tcp); _tcp = null; }")]
    [InlineData("closed by something unknown elsewhere", "void Stop() { Drop(); _tcp = null; } void Drop() { Sockets.Close(_tcp); }")]
    [InlineData("closed by a base that is not there", "void Stop() { CloseCore(); _tcp = null; }")]
    [InlineData("closed through this", "void Stop() { Sockets.CloseAll(this); _tcp = null; }")]
    [InlineData("given to something unknown", "void Stop() { Sockets.Watch(_tcp); }")]
    [InlineData("taken by reference", "void Stop() { Sockets.Take(ref _tcp); _tcp = null; }")]
    [InlineData("given away by an unknown property", "void Stop() { Sockets.Last = _tcp; }")]
    public async Task FieldThatUnresolvedCodeGets_IsNotJudged(string name, string members)
    {
        var found = await Everything().RunAsync(Compiled.From([Holder(members)]));
        Assert.True(found.All(one => one.Id == "PH0099"), name + ": " + string.Join('\n', found));
    }

    [Fact]
    public async Task WhatWasLeftOut_IsNamed()
    {
        var found = await Everything().RunAsync(Compiled.From([Method(Opened + "Pool.Keep(tcp);")]));
        Assert.Equal("'M' was not analysed: what does not compile in it may have closed 'tcp'", Assert.Single(found).GetMessage());
    }

    [Fact]
    public async Task NothingLeftOut_IsNotNamed() =>
        Assert.DoesNotContain(await Everything().RunAsync(Compiled.From([Method(Opened + "Log.Error(\"x\"); tcp.Close();")])), one => one.Id == "PH0099");

    private static string Method(string body) => $$"""
        class C
        {
            private readonly ILog _log;
            private readonly Holder _holder;
            private event Action Done;
            void M(string h) { {{body}} }
            static void Talk(TcpClient tcp) { Log.Debug("x"); tcp.GetStream().WriteByte(1); }
            static void Keep(TcpClient tcp) { Pool.Keep(tcp); }
            sealed class Holder { }
        }
        """;

    private static string Holder(string members) => $$"""
        class C : Missing
        {
            private TcpClient _tcp;
            public void Start(string h) { _tcp = new TcpClient(h, 1); }
            public {{members}}
        }
        """;

    private static DiagnosticAnalyzer Everything() => new ConnectionAnalyzer();

    private static async Task<IEnumerable<Diagnostic>> FindAsync(string name, string body)
    {
        var compilation = Compiled.From([Method(body)]);
        Assert.True(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Any(one => one.Severity == DiagnosticSeverity.Error), name);
        return (await Everything().RunAsync(compilation)).Where(one => one.Id != "PH0099");
    }

    private static async Task IsFoundAsync(string name, string body, string expected)
    {
        var found = await FindAsync(name, body);
        Assert.True(found.Select(one => one.Id).SequenceEqual([expected]), name + ": " + string.Join('\n', found));
    }
}
