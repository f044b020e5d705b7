using PluginHost.Runtime.Configuration;
using PluginHost.Server.Cli;
using PluginHost.Server.Serving;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Cli;

public sealed class DeviceEntryTextTests
{
    [Fact]
    public void Lines_NestedSettings_AreIndented()
    {
        var lines = DeviceEntryText.Lines("a", "toy", SettingNode.Of(
            ("host", SettingNode.Scalar("127.0.0.1")),
            ("code", SettingNode.Scalar("0123", quoted: true)),
            ("parts", SettingNode.Of(("left-arm", SettingNode.Of(("number", SettingNode.Scalar("1")))), ("none", SettingNode.Map([])))),
            ("codes", SettingNode.List([SettingNode.Scalar("1"), SettingNode.Scalar("it's")]))));

        Assert.Equal(
            """
              - id: a
                driver: toy
                settings:
                  host: 127.0.0.1
                  code: '0123'
                  parts:
                    left-arm:
                      number: 1
                    none: {}
                  codes:
                    - 1
                    - 'it''s'
            """,
            string.Join('\n', lines));
    }

    [Fact]
    public void Lines_AnySettings_SayTheSameWhenReadAgain()
    {
        var settings = SettingNode.Of(
            ("a: b", SettingNode.Scalar("# no comment")),
            ("- c", SettingNode.Of(("{", SettingNode.Scalar("tab\tand \"quotes\"", quoted: true)), ("null", SettingNode.Scalar("'", quoted: true)))),
            ("lists", SettingNode.List([SettingNode.Of(("x", SettingNode.Scalar("true"))), SettingNode.List([]), SettingNode.List([SettingNode.Scalar("1")])])));
        using var folder = new HouseFolder();
        folder.Configure("devices:\n" + string.Join('\n', DeviceEntryText.Lines("a", "toy", settings)) + "\n");

        var read = new ConfigurationFile(folder.PathOf("pluginhost.yaml"), new NoDrivers(), new SecretMask()).Load();

        Assert.Empty(read.Errors);
        Assert.Equal(Text(settings), Text(Assert.Single(read.Devices).Settings));
    }

    private static string Text(SettingNode node) => node.Kind switch
    {
        SettingNodeKind.Scalar => $"<{node.Text}>",
        SettingNodeKind.List => $"[{string.Join(' ', node.Items.Select(Text))}]",
        _ => $"{{{string.Join(' ', node.Entries.Select(entry => $"<{entry.Key.Text}>={Text(entry.Value)}"))}}}",
    };
}
