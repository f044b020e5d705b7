using PluginHost.Testing;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Scripts;

public sealed class SampleScriptTests
{
    [Fact]
    public async Task Samples_CopiedIntoAFolderOfPlugins_PassTheGateAndLoad()
    {
        using var folder = new HouseFolder();
        var samples = Path.Combine(Path.GetDirectoryName(BuiltProgram.Dll("host/PluginHost", "pluginhost"))!, "scripts");
        foreach (var script in Directory.GetFiles(samples, "*.cs"))
        {
            File.Copy(script, folder.PathOf("plugins", Path.GetFileName(script)));
        }

        folder.ConfigureDevices("");
        var check = await folder.RunAsync("check");

        Assert.Equal((0, ""), (check.ExitCode, check.ErrorText));
        foreach (var id in new[] { "madvr-envy", "trinnov-altitude", "zidoo" })
        {
            Assert.Contains($"plugin {id}: ok, version 1.0.0, drivers: {id}", check.Output);
            Assert.DoesNotContain(check.Output, line => line.StartsWith($"plugin {id}: warning", StringComparison.Ordinal));
        }
    }
}
