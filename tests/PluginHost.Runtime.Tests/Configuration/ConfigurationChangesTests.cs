using PluginHost.Runtime.Configuration;

namespace PluginHost.Runtime.Tests.Configuration;

public sealed class ConfigurationChangesTests : IDisposable
{
    private const string Before = """
        host: {lint: error}
        devices:
          - {id: a, driver: meter, settings: {host: h, port: 1, relays: {x: [1, 2]}}}
          - {id: b, driver: beacon, name: B}
        """;

    private readonly ConfigurationFolder _folder = new();

    [Fact]
    public void Between_OtherOrderPlacesAndComments_IsEmpty()
    {
        var changes = Between("""
            # moved about
            devices:
              - driver: beacon
                name: B
                id: b
              - id: a
                enabled: true  # as before
                settings:
                  relays: {x: [1, 2]}
                  port: 1
                  host: h
                driver: meter
            host: {lint: error, listen: http://127.0.0.1:8420}
            """);

        Assert.True(changes.IsEmpty);
    }

    [Theory]
    [InlineData("{id: a, driver: meter, settings: {host: h, port: 2, relays: {x: [1, 2]}}}")]
    [InlineData("{id: a, driver: meter, settings: {host: h, port: 1, relays: {x: [2, 1]}}}")]
    [InlineData("{id: a, driver: meter, settings: {host: h, port: 1, relays: {y: [1, 2]}}}")]
    [InlineData("{id: a, driver: meter, settings: {host: h, port: 1, relays: {x: [1, '2']}}}")]
    [InlineData("{id: a, driver: meter, settings: {host: h, port: 1}}")]
    [InlineData("{id: a, driver: meter, enabled: false, log: debug, settings: {host: h, port: 1, relays: {x: [1, 2]}}}")]
    [InlineData("{id: a, driver: beacon}")]
    public void Between_OwnEntryDiffers_RestartsThatDeviceOnly(string entry)
    {
        var changes = Between($"host: {{lint: error}}\ndevices:\n  - {entry}\n  - {{id: b, driver: beacon, name: B}}\n");

        Assert.Equal("a", Assert.Single(changes.Changed).New.Id);
        Assert.Empty(changes.Relabelled.Select(c => c.New).Concat(changes.Added).Concat(changes.Removed));
    }

    [Theory]
    [InlineData("name: C")]
    [InlineData("name: B, log: debug")]
    public void Between_OnlyNameOrLogDiffers_IsAppliedLive(string labels)
    {
        var changes = Between(Before.Replace("name: B", labels));

        Assert.Equal("b", Assert.Single(changes.Relabelled).New.Id);
        Assert.Empty(changes.Changed);
    }

    [Fact]
    public void Between_OtherDevices_AreAddedAndRemoved()
    {
        var changes = Between(Before.Replace("id: b", "id: c"));

        Assert.Equal("c", Assert.Single(changes.Added).Id);
        Assert.Equal("b", Assert.Single(changes.Removed).Id);
        Assert.Empty(changes.Changed);
    }

    [Fact]
    public void Between_HostKeys_AreSortedByWhetherTheyNeedARestart()
    {
        var changes = Between(Before.Replace("lint: error", "listen: http://127.0.0.1:1, data: d, token: t, plugins: [], public_urls: [https://home]"));

        Assert.Equal(["plugins", "lint"], changes.LiveHostKeys);
        Assert.Equal(["listen", "public_urls", "data", "token"], changes.RestartHostKeys);
    }

    [Fact]
    public void Between_SecretFileWithOtherContent_RestartsItsDevice()
    {
        const string Yaml = "devices: [{id: a, driver: meter, settings: {host: h, pin: \"${file:pin}\"}}]";
        _folder.Write("pin", "1111");
        var old = _folder.Load(Yaml);
        _folder.Write("pin", "2222");

        Assert.Single(ConfigurationChanges.Between(old, _folder.Load(Yaml)).Changed);
    }

    public void Dispose() => _folder.Dispose();

    private ConfigurationChanges Between(string after)
    {
        var (old, @new) = (_folder.Load(Before), _folder.Load(after));
        Assert.Empty(old.Errors.Concat(@new.Errors));
        return ConfigurationChanges.Between(old, @new);
    }
}
