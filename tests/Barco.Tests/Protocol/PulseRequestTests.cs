using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class PulseRequestTests
{
    [Theory]
    [InlineData("""{"preset":5}""")]
    [InlineData("[5]")]
    [InlineData("5")]
    public void TryGetArgument_ByNameByPositionOrBare_FindsTheSame(string parameters)
    {
        Assert.True(Request(parameters).TryGetArgument("preset", 0, out var value));
        Assert.Equal(5, value.GetInt32());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[true]")]
    [InlineData("true")]
    public void TryGetArgument_SecondThatIsMissing_IsFalse(string parameters) =>
        Assert.False(Request(parameters).TryGetArgument("value", 1, out _));

    [Fact]
    public void TryGetArgument_WithoutParameters_IsFalse() =>
        Assert.False(new PulseRequest("m", default, 1).TryGetArgument("value", 0, out _));

    [Theory]
    [InlineData("""{"property":"a"}""", "a", false)]
    [InlineData("""{"property":["a"]}""", "a", true)]
    [InlineData("""{"property":["a","b"]}""", "a,b", true)]
    [InlineData("""["a"]""", "a", false)]
    public void TryGetNames_OneOrSeveral_TellsWhich(string parameters, string expected, bool expectedList)
    {
        Assert.True(Request(parameters).TryGetNames("property", out var names, out var isList));
        Assert.Equal(expected.Split(','), names);
        Assert.Equal(expectedList, isList);
    }

    [Theory]
    [InlineData("""{"property":5}""")]
    [InlineData("""{"property":["a",null]}""")]
    [InlineData("{}")]
    public void TryGetNames_NoNames_IsFalse(string parameters) =>
        Assert.False(Request(parameters).TryGetNames("property", out _, out _));

    private static PulseRequest Request(string parameters) => new("m", Json.Element(parameters), 1);
}
