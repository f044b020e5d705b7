using PluginHost.Testing;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Serving;

public sealed class ShutdownTests
{
    // That the devices are closed in time the program says itself; a busy machine takes long to end a process.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("")]
    [InlineData(", sin: hangs-closing")]
    [InlineData(", sin: hangs-leaving")]
    public async Task Terminate_Online_ClosesEverySocketAndExitsWithZero(string more)
    {
        await using var house = await (await RunningHouse.StartAsync(more)).WaitForAsync("online");

        house.Program.Terminate();

        Assert.Equal(0, await house.Program.WaitForExitAsync(Bound));
        Assert.DoesNotContain(house.Program.Lines, line => line.Text.Contains("Not closed in time", StringComparison.Ordinal));
        Assert.Contains(house.Program.Lines, line => line.Text.Contains("Closed tcp", StringComparison.Ordinal));
        await SocketCounter.WaitUntilAsync(
            all => all.ClientSide(house.ToyPort).Established == 0 && all.ServerSide(house.ToyPort).CloseWait == 0, "no socket is left");
    }

    [Fact]
    public async Task Interrupt_WithAClientOnTheStream_EndsItAndExitsWithZero()
    {
        await using var house = await (await RunningHouse.StartAsync()).WaitForAsync("online");
        using var response = await house.Client.GetAsync("/api/v1/events/stream", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();

        house.Program.Interrupt();
        var rest = await new StreamReader(stream).ReadToEndAsync().WaitAsync(Bound);

        Assert.Contains("\"status\":\"stopped\"", rest, StringComparison.Ordinal);
        Assert.Equal(0, await house.Program.WaitForExitAsync(Bound));
    }

    [Fact]
    public async Task BlockedDrivers_DoNotKeepTheApiFromAnswering()
    {
        await using var house = await (await RunningHouse.StartAsync()).WaitForAsync("online");
        var blocked = string.Concat(Enumerable.Range(0, 12).Select(number => HouseFolder.Toy($"blocked-{number}", house.ToyPort, ", sin: blocks-opening")));

        house.Folder.ConfigureDevices(HouseFolder.Toy("lamp", house.ToyPort) + blocked);

        await house.WaitForAsync("connecting", "blocked-11");
        using var response = await house.CommandAsync("""{"entity":"power","value":true}""");
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        house.Program.Terminate();
        Assert.Equal(0, await house.Program.WaitForExitAsync(Bound));
    }

    [Fact]
    public async Task Terminate_WhileAPluginHangs_StillClosesTheDevices()
    {
        await using var house = await (await RunningHouse.StartAsync()).WaitForAsync("online");
        house.Folder.AddPlugin("tests/SinPlugins/HangingConstructor", "more");
        house.Folder.ConfigureDevices(HouseFolder.Toy("lamp", house.ToyPort), "  plugins: [plugins, more]\n");
        await Eventually.TrueAsync(() => house.Folder.HasStaged("HangingConstructor"), "the plugin is copied", TimeSpan.FromSeconds(30));

        house.Program.Terminate();

        Assert.Equal(0, await house.Program.WaitForExitAsync(Bound));
        Assert.DoesNotContain(house.Program.Lines, line => line.Text.Contains("Not closed in time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecondServer_OnTheSameData_IsRefused()
    {
        await using var house = await RunningHouse.StartAsync();

        var second = await house.Folder.RunAsync("run");

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("another pluginhost", Assert.Single(second.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PortTaken_IsToldBeforeAnyDeviceIsConnected()
    {
        await using var house = await RunningHouse.StartAsync();
        house.Folder.ConfigureDevices(HouseFolder.Toy("lamp", house.ToyPort), "  data: other\n");

        var second = await house.Folder.RunAsync("run", "--listen", house.Url.TrimEnd('/'));

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("cannot listen on", second.ErrorText, StringComparison.Ordinal);
    }
}
