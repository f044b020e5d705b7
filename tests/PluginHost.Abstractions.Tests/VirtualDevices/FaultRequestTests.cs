using FsCheck;
using FsCheck.Fluent;

namespace PluginHost.Abstractions.Tests.VirtualDevices;

public sealed class FaultRequestTests
{
    [Theory]
    [InlineData("mute", "mute", null, null)]
    [InlineData("latency=3500ms", "latency", "3500ms", null)]
    [InlineData("reset@3", "reset", null, 3)]
    [InlineData("reply=a=b@c@2", "reply", "a=b@c", 2)]
    [InlineData("reply=", "reply", "", null)]
    public void Parse_EachForm_IsRead(string text, string name, string? value, int? nth) =>
        Assert.Equal(new FaultRequest(name, value, nth), FaultRequest.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("=x")]
    [InlineData("@3")]
    [InlineData("mute@")]
    [InlineData("mute@0")]
    [InlineData("mute@-1")]
    [InlineData("mute@ 1")]
    [InlineData("mute@99999999999")]
    [InlineData("reply=user@host")]
    public void Parse_AnotherForm_NamesTheWholeText(string text)
    {
        var mistake = Assert.Throws<FormatException>(() => FaultRequest.Parse(text));

        Assert.Contains($"'{text}'", mistake.Message);
    }

    [Fact]
    public void Parse_AnyText_IsReadOrAFormatException() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            try
            {
                var request = FaultRequest.Parse(text ?? "");
                return request.Name.Length > 0 && request.Nth is null or > 0;
            }
            catch (FormatException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_WhatWasWritten_IsReadBack() =>
        Prop.ForAll(
            Gen.Elements("mute", "first-byte", "x").ToArbitrary(),
            ArbMap.Default.ArbFor<string?>(),
            ArbMap.Default.ArbFor<PositiveInt>(),
            (name, value, nth) =>
            {
                var text = name + (value is null ? "" : "=" + value) + "@" + nth.Get;
                return FaultRequest.Parse(text) == new FaultRequest(name, value, nth.Get);
            }).QuickCheckThrowOnFailure();
}
