using PluginHost.Lint.Scripts;
using PluginHost.Lint.Tests.Gate;

namespace PluginHost.Lint.Tests.Scripts;

public sealed class HostileScriptTests
{
    [Theory]
    [MemberData(nameof(HostileSourceTests.Sources), MemberType = typeof(HostileSourceTests))]
    public async Task DeepOrLongSource_IsCompiledOrRefused(string kind, string source)
    {
        var build = await Script.BuildAsync(source);

        Assert.True(build.Assembly is null == build.Refusal is not null, kind);
    }

    [Fact]
    public async Task NestedTooDeep_IsToldAtItsPlace()
    {
        var build = await Script.BuildAsync($"class C {{\nint X = {new string('(', 1_000)}1{new string(')', 1_000)}; }}", GateLevel.Off);

        Assert.Equal(("GATE", 2), Assert.Single(build.Findings) is var one ? (one.Id, one.Line!.Value) : default);
        Assert.Contains("too deep to be compiled safely", build.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HugeScript_IsNotEvenParsed()
    {
        var build = await Script.BuildAsync(new string('(', DriverCompiler.MostCharacters + 1), GateLevel.Off);

        Assert.Contains("1048577 characters long", build.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\0\u0001\uffff;{{")]
    [InlineData("\ud800 class \udc00")]
    [InlineData("using System.Text.Json.Serialization; [JsonSerializable(typeof(Nowhere))] partial class C : JsonSerializerContext { }")]
    [InlineData("using System.Text.RegularExpressions; partial class C { [GeneratedRegex(\"(\")] static partial Regex X(); }")]
    public async Task Rubbish_IsRefusedWithAPlace(string source)
    {
        var build = await Script.BuildAsync(source, GateLevel.Off);

        Assert.NotNull(build.Refusal);
        Assert.Contains(build.Findings, one => one is { File: Script.Path, Line: 1 });
    }
}
