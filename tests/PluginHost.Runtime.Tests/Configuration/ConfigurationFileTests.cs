using PluginHost.Runtime.Configuration;

namespace PluginHost.Runtime.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    [Fact]
    public void Locate_Given_WinsOverTheVariable()
    {
        _folder.Write("given.yaml", "");
        _folder.Write("variable.yaml", "");

        var found = ConfigurationFile.Locate(_folder.At("given.yaml"), _ => _folder.At("variable.yaml"));

        Assert.Equal(_folder.At("given.yaml"), found.File);
    }

    [Fact]
    public void Locate_NotGiven_TakesTheVariable()
    {
        _folder.Write("variable.yaml", "");

        var found = ConfigurationFile.Locate(null, name => name == "PLUGINHOST_CONFIG" ? _folder.At("variable.yaml") : null);

        Assert.Equal(_folder.At("variable.yaml"), found.File);
    }

    [Fact]
    public void Locate_GivenButMissing_IsNotReplacedByAnotherPlace()
    {
        _folder.Write("variable.yaml", "");

        var found = ConfigurationFile.Locate(_folder.At("typo.yaml"), _ => _folder.At("variable.yaml"));

        Assert.Null(found.File);
        Assert.Equal($"--config: {_folder.At("typo.yaml")} does not exist", found.Looked[0]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Locate_Nowhere_NamesTheThreePlaces(string? variable)
    {
        var found = ConfigurationFile.Locate(null, _ => variable);

        Assert.Null(found.File);
        Assert.Equal(
            ["--config: not given", "$PLUGINHOST_CONFIG: not set", "./pluginhost.yaml does not exist"],
            found.Looked);
    }

    [Fact]
    public void Load_MissingFile_IsAnErrorOfTheFile()
    {
        var loaded = _folder.Open().Load();

        Assert.Equal($"{_folder.File}: the file does not exist", Assert.Single(loaded.Errors).ToString());
        Assert.Equal(_folder.File, loaded.File);
    }

    public void Dispose() => _folder.Dispose();
}
