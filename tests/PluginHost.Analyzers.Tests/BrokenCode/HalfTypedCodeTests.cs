using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.BrokenCode;

/// <summary>Code that is being typed: nobody knows yet which way control will go in it.</summary>
public sealed class HalfTypedCodeTests
{
    private const string Opened = "var tcp = new TcpClient(h, 1); tcp.GetStream().WriteByte(1);";

    [Theory]
    [InlineData("a member access without a member", Opened + " tcp. ")]
    [InlineData("a name", Opened + " tcp;")]
    [InlineData("a member that is no call", Opened + " tcp.Close;")]
    [InlineData("a text", Opened + " \"tcp\";")]
    [InlineData("an open condition", Opened + " if (tcp.Connected ")]
    [InlineData("a try without more", Opened + " try { } ")]
    [InlineData("an assignment without a value", Opened + " tcp = ;")]
    [InlineData("a jump to nowhere", Opened + " goto end;")]
    [InlineData("a break outside loops", Opened + " break;")]
    [InlineData("a call without an end", Opened + " tcp.GetStream().Write(")]
    [InlineData("a using without a body", Opened + " using (tcp")]
    public async Task HalfTypedMethod_IsSilentAndNamed(string name, string body)
    {
        var found = await new ConnectionAnalyzer().RunAsync(Compiled.From([$"class C {{ void M(string h) {{ {body} }} }}"]));
        Assert.True(found.All(one => one.Id == "PH0099") && found.Count == 1, name + ": " + string.Join('\n', found));
        Assert.Equal("'M' was not analysed: a part of it does not compile", found[0].GetMessage());
    }

    [Theory]
    [InlineData("TcpClient M(string h) { " + Opened + " }")]
    [InlineData("async Task<TcpClient> M(string h) { await Task.Yield(); " + Opened + " }")]
    [InlineData("void M(string h) { Func<TcpClient> open = () => { " + Opened + " }; }")]
    public async Task MethodWithoutItsReturn_IsSilent(string member)
    {
        var found = await new ConnectionAnalyzer().RunAsync(Compiled.From([$"class C {{ {member} }}"]));
        Assert.True(found.All(one => one.Id == "PH0099"), string.Join('\n', found));
    }

    [Fact]
    public async Task OtherMethodsOfTheType_AreJudgedByTheirLocals()
    {
        var found = await new ConnectionAnalyzer().RunAsync(Compiled.From([$"class C {{ void M(string h) {{ {Opened} }} void Half(TcpClient tcp) {{ tcp. }} }}"]));
        Assert.Equal(["PH0007", "PH0099"], found.Select(one => one.Id));
    }

    [Theory]
    [InlineData("private TcpClient _tcp = new(); void Close() { _tcp. }")]
    [InlineData("private TcpClient _tcp = new(); void Reset() { Close(); _tcp = new TcpClient(); } void Close() { Drop(); _t. } void Drop() { _tcp.Close(); }")]
    [InlineData("private TcpClient _tcp = new(); byte[] _b = new byte[9]; void Close() { _tcp.Close(); } async Task<int> Poll() { using var t = new CancellationTokenSource(800); return await _tcp.GetStream().ReadAsync(_b, t.Token); } void On() { try { Poll().Wait(); } catch { Clo } }")]
    [InlineData("void M(string h) { using var tcp = new TcpClient(h, 1); Keep(tcp); } void Keep(TcpClient tcp) { tcp. }")]
    [InlineData("TcpClient _tcp; void Close() { try { _tcp.Close(); } catch { } _tcp. }")]
    public async Task TypeWithAHalfTypedMethod_IsNotJudgedAsAWhole(string members)
    {
        var found = await new ConnectionAnalyzer().RunAsync(Compiled.From([$"class C {{ {members} }}"]));
        Assert.True(found.All(one => one.Id == "PH0099"), string.Join('\n', found));
    }
}
