using PluginHost.Runtime.Configuration;

namespace PluginHost.Runtime.Tests.Configuration;

public sealed class HostReaderTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    [Theory]
    [InlineData("devices: []\n")]
    [InlineData("host:\ndevices:\n")]
    public void Read_NothingGiven_TakesTheDefaults(string yaml)
    {
        var loaded = _folder.Load(yaml);

        Assert.Empty(loaded.Errors);
        Assert.Equal("http://127.0.0.1:8420/", loaded.Host.Listen.ToString());
        Assert.Equal(_folder.At("data"), loaded.Host.Data);
        Assert.Equal([_folder.At("plugins")], loaded.Host.Plugins);
        Assert.Equal(LintGate.Warning, loaded.Host.Lint);
        Assert.Null(loaded.Host.Token);
        Assert.Empty(loaded.Host.PublicUrls);
    }

    [Fact]
    public void Read_EverythingGiven_IsTyped()
    {
        _folder.Environment["TOKEN"] = "some-long-token";

        var host = _folder.Load("""
            host:
              listen: https://0.0.0.0:443
              public_urls: [https://home.example.net, "http://Häuschen.example:8443/"]
              data: ../var
              plugins: [a, /opt/b]
              lint: off
              token: ${env:TOKEN}
            """).Host;

        Assert.Equal(443, host.Listen.Port);
        Assert.Equal(["https://home.example.net", "http://xn--huschen-5wa.example:8443"], host.PublicUrls.Select(PublicUrl.Origin));
        Assert.Equal(Path.GetFullPath("../var", _folder.Path), host.Data);
        Assert.Equal([_folder.At("a"), "/opt/b"], host.Plugins);
        Assert.Equal(LintGate.Off, host.Lint);
        Assert.Equal("some-long-token", host.Token);
    }

    [Theory]
    [InlineData("listen: 8420", "2:11: listen: expected a URL with scheme, host and port and nothing behind, such as http://127.0.0.1:8420")]
    [InlineData("listen: http://127.0.0.1", "2:11: listen: expected a URL with scheme, host and port and nothing behind, such as http://127.0.0.1:8420")]
    [InlineData("listen: ''", "2:11: listen: must not be empty")]
    [InlineData("listen: [a]", "2:11: listen: expected a text")]
    [InlineData("listen: http://0.0.0.0:1", "2:11: listen: an address that is not loopback needs the key 'token', such as ${env:PLUGINHOST_TOKEN}")]
    [InlineData("public_urls: https://home", "2:16: public_urls: expected a list such as [https://home.example.net]")]
    [InlineData("public_urls: [home.example.net]", "2:16: public_urls: 'home.example.net': expected a URL with scheme and host and nothing behind, such as https://home.example.net")]
    [InlineData("public_urls: [https://home/house]", "2:16: public_urls: 'https://home/house': expected a URL with scheme and host and nothing behind, such as https://home.example.net")]
    [InlineData("plugins: a", "2:12: plugins: expected a list such as [plugins]")]
    [InlineData("plugins: [a, {}, '']", "2:16: plugins: expected a text\n2:20: plugins: must not be empty")]
    [InlineData("lint: waring", "2:9: lint: expected one of off, warning, error (did you mean 'warning'?)")]
    [InlineData("data: \"\\0\"", "2:9: data: a path cannot hold a NUL character")]
    [InlineData("token: geheim-ü", "2:10: token: expected letters, digits and punctuation of ASCII alone, without spaces, since it is sent in an HTTP header")]
    [InlineData("token: 'two words'", "2:10: token: expected letters, digits and punctuation of ASCII alone, without spaces, since it is sent in an HTTP header")]
    [InlineData("tokne: a", "2:3: unknown key 'tokne' (did you mean 'token'?)")]
    public void Read_Wrong_NamesKeyAndPlace(string line, string expected)
    {
        Assert.Equal(expected, ConfigurationFolder.Places(_folder.Load($"host:\n  {line}\n").Errors));
    }

    [Theory]
    [InlineData("public_urls: [https://home.example.net]", "2:16: public_urls: without the key 'token' whoever gets through the proxy may command the devices")]
    [InlineData("public_urls: [https://home.example.net]\n  token: abc-123-def", "")]
    [InlineData("public_urls: [https://localhost]", "")]
    public void Read_PublicWithoutToken_IsDoubtful(string lines, string expected)
    {
        var loaded = _folder.Load($"host:\n  {lines}\n");

        Assert.Empty(loaded.Errors);
        Assert.Equal(expected, ConfigurationFolder.Places(loaded.Warnings));
    }

    [Fact]
    public void Read_NamedPluginFolderMissing_IsAWarningAtItsPlace()
    {
        Directory.CreateDirectory(_folder.At("there"));

        var loaded = _folder.Load("host:\n  plugins: [there, missing]\n");

        Assert.Empty(loaded.Errors);
        Assert.Equal("2:20: plugins: there is no folder 'missing'; nothing is loaded from it", ConfigurationFolder.Places(loaded.Warnings));
        Assert.Empty(_folder.Load("host:\n").Warnings);
    }

    [Fact]
    public void Read_LiteralToken_IsASecret()
    {
        var loaded = _folder.Load("host:\n  token: written-down\n");

        Assert.DoesNotContain("written-down", loaded.Host.ToString());
        Assert.Equal("***", _folder.Secrets.Mask("written-down"));
    }

    public void Dispose() => _folder.Dispose();
}
