using FsCheck;
using FsCheck.Fluent;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class AnswerPropertyTests
{
    private static readonly string[] Keys =
        ["key", "value", "name", "unit", "active", "object", "isnew", "vertical_frequency", "3", ""];

    [Fact]
    public void TryParse_AnyAnswer_NeverThrows() =>
        Prop.ForAll(Answers(3).ToArbitrary(), text =>
        {
            var answer = Json.Element(text);

            TextList.TryParse(answer, out _);
            DetectedSignal.TryParse(answer, out _);
            ModelUpdate.TryParse(new(SignalNames.ModelUpdated, answer), out _);
            Assert.Equal(Counter.TryParseList(answer, out var counters), counters is not null);
            Assert.Equal(PresetAssignments.TryParse(answer, out var profiles), profiles is not null);
            Assert.True(!ControlBlocks.TryParse(answer, out var readings) || readings.Values.All(double.IsFinite));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static Gen<string> Answers(int depth)
    {
        var leaves = Gen.Elements("null", "true", "0", "3.0", "-1e999", "\"\"", "\"3\"", "\"hours\"", "\"\\u00e4\"");
        if (depth == 0)
        {
            return leaves;
        }

        var inner = Answers(depth - 1);
        var members =
            from key in Gen.Elements(Keys)
            from value in inner
            select $"\"{key}\":{value}";
        return Gen.OneOf(
            leaves,
            from items in inner.ArrayOf() select $"[{string.Join(',', items.Take(4))}]",
            from pairs in members.ArrayOf() select $"{{{string.Join(',', pairs.Take(4))}}}");
    }
}
