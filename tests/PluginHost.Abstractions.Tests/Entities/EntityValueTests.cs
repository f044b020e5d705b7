using FsCheck;
using FsCheck.Fluent;

namespace PluginHost.Abstractions.Tests.Entities;

public sealed class EntityValueTests
{
    [Fact]
    public void Conversions_NumbersOfEveryKindADriverHas_AreNumbers()
    {
        EntityValue[] values = [(byte)7, (short)7, 7, 7u, 7L, 7f, 7d, (double)7m];

        Assert.All(values, value => Assert.Equal(7.0, value));
        Assert.All(values, value => Assert.Equal(EntityValueKind.Number, value.Kind));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Conversion_NotFinite_IsNothing(double number) => Assert.Equal(EntityValue.Nothing, number);

    [Fact]
    public void Conversion_NullText_IsNothing() => Assert.Equal(EntityValue.Nothing, (string?)null);

    [Fact]
    public void Equality_SameValueOfAnotherKind_IsDifferent()
    {
        Assert.NotEqual<EntityValue>(true, 1);
        Assert.NotEqual<EntityValue>("1", 1);
        Assert.NotEqual<EntityValue>("", EntityValue.Nothing);
        Assert.NotEqual<EntityValue>(false, EntityValue.Nothing);
        Assert.NotEqual<EntityValue>(0, EntityValue.Nothing);
    }

    [Fact]
    public void Equality_MinusZero_IsZeroWithTheSameHash()
    {
        EntityValue zero = 0.0;
        EntityValue minus = -0.0;

        Assert.Equal(zero, minus);
        Assert.Equal(zero.GetHashCode(), minus.GetHashCode());
    }

    [Fact]
    public void Equality_AnyTexts_IsThatOfTheTexts() =>
        Prop.ForAll<string, string>((a, b) => ((EntityValue)a == (EntityValue)b) == (a == b)).QuickCheckThrowOnFailure();

    [Fact]
    public void Accessors_RightKind_GiveTheValue()
    {
        Assert.True(((EntityValue)true).Boolean);
        Assert.Equal(0.25, ((EntityValue)0.25).Number);
        Assert.Equal("HDMI", ((EntityValue)"HDMI").Text);
        Assert.Equal(EntityValueKind.Nothing, default(EntityValue).Kind);
    }

    [Fact]
    public void Accessors_WrongKind_SayWhatItIs()
    {
        var mistake = Assert.Throws<InvalidOperationException>(() => ((EntityValue)"on").Boolean);

        Assert.Equal("The value 'on' is Text, not a boolean.", mistake.Message);
        Assert.Throws<InvalidOperationException>(() => EntityValue.Nothing.Number);
        Assert.Throws<InvalidOperationException>(() => ((EntityValue)1).Text);
    }

    [Fact]
    public void ToString_EachKind_IsInvariant() =>
        Assert.Equal(
            ["true", "false", "-12.5", "HDMI", ""],
            new EntityValue[] { true, false, -12.5, "HDMI", default }.Select(value => value.ToString()));
}
