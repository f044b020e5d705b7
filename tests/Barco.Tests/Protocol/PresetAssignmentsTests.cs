using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class PresetAssignmentsTests
{
    [Theory]
    [InlineData("""[[0,"Cinema"],[1,""],[12,"Gäste"]]""")]
    [InlineData("""[[0.0,"Cinema"],[12.0,"Gäste"]]""")]
    [InlineData("""[{"key":0,"value":"Cinema"},{"key":1,"value":null},{"key":12,"value":"Gäste"}]""")]
    [InlineData("""{"0":"Cinema","1":"","12":"Gäste"}""")]
    public void TryParse_EachShape_GivesTheAssigned(string answer)
    {
        Assert.True(PresetAssignments.TryParse(Json.Element(answer), out var profiles));

        Assert.Equal([(0, "Cinema"), (12, "Gäste")], profiles.Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    public void TryParse_NothingAssigned_IsEmpty(string answer)
    {
        Assert.True(PresetAssignments.TryParse(Json.Element(answer), out var profiles));
        Assert.Empty(profiles);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("[0]")]
    [InlineData("""[[0,"Cinema",1]]""")]
    [InlineData("""[[0,5]]""")]
    [InlineData("""[{"key":0}]""")]
    [InlineData("""[{"value":"Cinema"}]""")]
    [InlineData("""{"first":"Cinema"}""")]
    [InlineData("""{"NaN":"Cinema"}""")]
    [InlineData("""[[0.5,"Cinema"]]""")]
    [InlineData("""[[1e999,"Cinema"]]""")]
    public void TryParse_AnotherShape_IsFalse(string answer) =>
        Assert.False(PresetAssignments.TryParse(Json.Element(answer), out _));
}
