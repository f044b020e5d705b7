using PluginHost.Runtime.Configuration;
using PluginHost.Testing;

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

    [Theory]
    [InlineData(null, "pluginhost.yaml")]
    [InlineData("pin", "pin")]
    public async Task Load_Pipe_IsAnErrorThatSaysSo(string? secret, string pipe)
    {
        if (secret is not null)
        {
            _folder.Write("pluginhost.yaml", $"devices: [{{id: a, driver: meter, settings: {{host: h, pin: \"${{file:{secret}}}\"}}}}]");
        }

        NamedPipe.Create(_folder.At(pipe));

        var loaded = await LoadAsync();

        Assert.Contains("is a named pipe; expected a regular file", Assert.Single(loaded.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_FileSystemHangs_IsAnErrorUntilItAnswersAgain()
    {
        _folder.Write("pluginhost.yaml", "devices: []");
        using (new HangingFile(_folder.File))
        {
            Assert.Equal(
                $"{_folder.File}: the file was not read: its file system did not answer within 5 s",
                Assert.Single((await LoadAsync()).Errors).ToString());
            Assert.Equal(_folder.File, ConfigurationFile.Locate(_folder.File, _ => null).File);
        }

        await Eventually.TrueAsync(() => _folder.Open().Load().IsValid, "it is read again", TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Load_SeveralFilesHang_ShareOneLimit()
    {
        var names = Enumerable.Range(0, 8).Select(number => $"pin-{number}").ToList();
        names.ForEach(name => _folder.Write(name, "1111"));
        _folder.Write(
            "pluginhost.yaml",
            "devices:\n" + string.Concat(names.Select(name => $"- {{id: {name}, driver: meter, settings: {{host: h, pin: \"${{file:{name}}}\"}}}}\n")));
        var hanging = names.ConvertAll(name => new HangingFile(_folder.At(name)));

        var loaded = await LoadAsync();

        Assert.Equal(names.Count, loaded.Errors.Count);
        hanging.ForEach(file => file.Dispose());
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Reads on another thread: what hangs fails the test instead of holding it up.</summary>
    private Task<LoadedConfiguration> LoadAsync() => Task.Run(_folder.Open().Load).WaitAsync(TimeSpan.FromSeconds(30));
}
