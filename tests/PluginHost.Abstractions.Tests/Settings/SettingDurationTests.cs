using FsCheck;
using FsCheck.Fluent;

namespace PluginHost.Abstractions.Tests.Settings;

/// <summary>Durations as seen from outside: what a schema shows as default is read back as the same duration.</summary>
public sealed class SettingDurationTests
{
    [Fact]
    public void Default_AnyDuration_IsReadBackExactly() =>
        Prop.ForAll(
            Gen.OneOf(
                AnyTicks,
                AnyTicks.Select(any => any % TimeSpan.TicksPerHour),
                AnyTicks.Select(any => any % 100_000 * TimeSpan.TicksPerSecond)).ToArbitrary(),
            ticks => Assert.Equal(ticks, Read(Written(TimeSpan.FromTicks(ticks)))!.Value.Ticks)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, "0ms")]
    [InlineData(0.5, "0.5ms")]
    [InlineData(350, "350ms")]
    [InlineData(1_000, "1s")]
    [InlineData(2_500, "2.5s")]
    [InlineData(90_000, "90s")]
    [InlineData(120_000, "2m")]
    [InlineData(5_400_000, "90m")]
    [InlineData(86_400_000, "24h")]
    [InlineData(3_600_500, "3600.5s")]
    public void Default_IsWrittenInTheLargestWholeUnit(double milliseconds, string expected) =>
        Assert.Equal(expected, Written(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void Read_AnyText_IsADurationOrAnError() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<string>(),
            Gen.Elements("", "ms", "s", "m", "h").ToArbitrary(),
            (text, unit) => Read(text + unit) is null or { Ticks: >= 0 }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("9223372036854775807h")]
    [InlineData("79228162514264337593543950335h")]
    [InlineData("1e5s")]
    [InlineData("1 s")]
    [InlineData("s")]
    [InlineData("5S")]
    [InlineData("5sm")]
    public void Read_NoDuration_IsAnError(string text) => Assert.Null(Read(text));

    private static Gen<long> AnyTicks =>
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        select ((long)high << 32) | (uint)low;

    private static TimeSpan? Read(string text)
    {
        var setting = Setting.Duration("d", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.MaxValue);
        var errors = new List<SettingError>();
        var values = SettingValues.Read([setting], SettingNode.Map([KeyValuePair.Create("d", text)]), errors);
        return errors.Count == 0 ? values.Get(setting) : null;
    }

    private static string Written(TimeSpan value)
    {
        using var schema = SettingSchemaTests.Schema(Setting.Duration("d", value, TimeSpan.Zero, TimeSpan.MaxValue));
        return schema.RootElement.GetProperty("default").GetString()!;
    }
}
