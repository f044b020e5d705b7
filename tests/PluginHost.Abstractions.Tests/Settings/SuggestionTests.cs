using FsCheck;
using FsCheck.Fluent;

namespace PluginHost.Abstractions.Tests.Settings;

public sealed class SuggestionTests
{
    private static readonly string[] Known = ["host", "port", "password", "pin"];

    [Theory]
    [InlineData("hots", "host")]
    [InlineData("prt", "port")]
    [InlineData("passwrod", "password")]
    [InlineData("pasword1", "password")]
    [InlineData("Pin", "pin")]
    public void For_SlipOfThePen_NamesTheNearest(string written, string meant) =>
        Assert.Equal($" (did you mean '{meant}'?)", Suggestion.For(written, Known));

    [Theory]
    [InlineData("")]
    [InlineData("colour")]
    [InlineData("pp")]
    public void For_NothingNear_IsEmpty(string written) => Assert.Equal("", Suggestion.For(written, Known));

    [Fact]
    public void For_LongText_DoesNotCostItsSquare() =>
        Assert.Equal("", Suggestion.For(new string('x', 10_000_000), Known));

    [Fact]
    public void For_AnyText_NamesAKnownOneOrNothing() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
            Suggestion.For(text ?? "", Known) is var hint
            && (hint.Length == 0 || Known.Any(name => hint == $" (did you mean '{name}'?)"))).QuickCheckThrowOnFailure();
}
