using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PluginHost.Testing;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Serving;

/// <summary>The device in one process, the host in another, a command from a third, as a person starts them.</summary>
public sealed partial class TwoProcessesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Projector_Simulated_IsPoweredOnThroughTheHost()
    {
        using var folder = new HouseFolder();
        await using var projector = folder.Start("simulate", "barco", "--set", "scale=0.01", "--set", "auth-mode=all", "--set", "pin=24680");
        var line = await projector.WaitForLineAsync(Where(), Patience);
        var port = Where().Match(line).Groups[1].Value;
        folder.Configure($$"""
            host:
              listen: http://127.0.0.1:0
            devices:
              - id: cinema
                driver: barco
                settings: { host: 127.0.0.1, port: {{port}}, pin: "24680" }
            """);
        await using var host = folder.Start("run", "--config", "pluginhost.yaml");
        var url = await host.WaitForUrlAsync(Patience);
        using var client = new HttpClient { BaseAddress = url };
        await UntilAsync(device => device.GetProperty("status").GetString() == "online", "it is online");

        var command = await folder.RunAsync("command", "cinema", "power", "true", "--url", url.ToString());

        Assert.True(command.ExitCode == 0, command.ErrorText);
        Assert.StartsWith("completed in ", command.Text, StringComparison.Ordinal);
        await UntilAsync(device => Value(device, "state") == "on" && Value(device, "power") == "True", "it is on");
        var connections = (await DeviceAsync()).GetProperty("connections");
        Assert.Equal((1L, 1L), (connections.GetProperty("open").GetInt64(), connections.GetProperty("opened").GetInt64()));
        Assert.True(host.Terminate());
        Assert.Equal(0, await host.WaitForExitAsync());
        Assert.True(projector.Interrupt());
        Assert.Equal(130, await projector.WaitForExitAsync());

        async Task<JsonElement> DeviceAsync() => JsonElement.Parse(await client.GetByteArrayAsync("/api/v1/devices/cinema"));

        async Task UntilAsync(Func<JsonElement, bool> condition, string description) => await Eventually.TrueAsync(
            async () => condition(await DeviceAsync()), description, Patience, () => string.Join('\n', host.Lines.Concat(projector.Lines)));
    }

    private static string Value(JsonElement device, string entity) => Convert.ToString(
        device.GetProperty("entities").EnumerateArray().Single(one => one.GetProperty("id").GetString() == entity).GetProperty("value"),
        CultureInfo.InvariantCulture)!;

    [GeneratedRegex(@"^virtual barco on 127\.0\.0\.1:(\d+)")]
    private static partial Regex Where();
}
