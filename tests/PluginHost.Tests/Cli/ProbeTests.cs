using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using PluginHost.Runtime.Simulation;
using PluginHost.Testing;
using PluginHost.Tests.Scenes;
using Toy;

namespace PluginHost.Tests.Cli;

public sealed partial class ProbeTests : IAsyncDisposable
{
    private readonly HouseFolder _folder = new();
    private VirtualDeviceRun? _toy;

    [Fact]
    public async Task Probe_Healthy_TellsEachStepAndLeavesNothing()
    {
        await PrepareAsync();

        var outcome = await ProbeAsync("--command", "power=true");

        Assert.True(outcome.ExitCode == 0, outcome.ErrorText);
        Assert.StartsWith("connecting to lamp", outcome.Output[0], StringComparison.Ordinal);
        Assert.StartsWith("opened after", outcome.Output[1], StringComparison.Ordinal);
        Assert.Equal("rhythm state: every 0.2 s", outcome.Output[2]);
        Assert.StartsWith("command power=true: completed", outcome.Output[3], StringComparison.Ordinal);
        Assert.Matches(Updates(), outcome.Output[4]);
        Assert.Equal("ledger: 1 opened, 1 closed, 0 leaked", outcome.Output[^1]);
    }

    [Fact]
    public async Task Probe_WrongPin_SaysSo()
    {
        await PrepareAsync(pin: "other-pin-12");

        var outcome = await ProbeAsync();

        Assert.Equal(1, outcome.ExitCode);
        Assert.Matches(Connection(), outcome.Output[1]);
        Assert.DoesNotContain(" 0 bytes in", outcome.Output[1], StringComparison.Ordinal);
        Assert.Equal(
            [
                "pluginhost: lamp: not opened: The toy refused the PIN.",
                "pluginhost: lamp: check PIN, username and password; the server tries them 2 times at most and then waits for other settings",
            ],
            outcome.Errors);
        AssertFailedOnce(outcome);
    }

    [Fact]
    public async Task Probe_NobodyThere_SaysSo()
    {
        _folder.ConfigureDevices(HouseFolder.Toy("lamp", 1));

        var outcome = await ProbeAsync();

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(
            [
                "pluginhost: lamp: not opened: Connecting to 127.0.0.1:1 failed: connection refused",
                "pluginhost: lamp: no connection came about; check 'host' and 'port', and that the device is on and in this network",
            ],
            outcome.Errors);
        Assert.Equal("ledger: 0 opened, 0 closed, 0 leaked", outcome.Output[^1]);
        AssertFailedOnce(outcome);
    }

    [Fact]
    public async Task Probe_NothingSaid_TellsTheConnectionThatWasTried()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _folder.ConfigureDevices(HouseFolder.Toy("lamp", ((IPEndPoint)listener.LocalEndpoint).Port));

        var outcome = await ProbeAsync();

        Assert.Equal(1, outcome.ExitCode);
        Assert.Matches(Connection(), outcome.Output[1]);
        Assert.Contains(" 0 bytes in", outcome.Output[1], StringComparison.Ordinal);
        Assert.Equal(
            "pluginhost: lamp: it took the connection and said nothing; check 'port', and that no other client holds the device", outcome.Errors[^1]);
        AssertFailedOnce(outcome);
    }

    [Fact]
    public async Task Probe_CommandRefused_Fails()
    {
        await PrepareAsync();
        _toy!.Faults.Set(new FaultRequest("unwilling"));

        var outcome = await ProbeAsync("--command", "power=true");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("The toy does not want to.", outcome.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_DriverLeaks_FailsThoughItWorked()
    {
        await PrepareAsync(more: ", sin: leaks");

        var outcome = await ProbeAsync();

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("1 leaked", outcome.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_Toy_ServesUntilCtrlC()
    {
        _folder.ConfigureDevices("");
        await using var simulation = _folder.Start("simulate", "toy", "--set", $"pin={HouseFolder.Pin}");
        var line = await simulation.WaitForLineAsync(PortLine(), TimeSpan.FromSeconds(30));
        var port = int.Parse(PortLine().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);
        _folder.ConfigureDevices(HouseFolder.Toy("lamp", port));

        Assert.Equal(0, (await ProbeAsync()).ExitCode);
        Assert.True(simulation.Interrupt());
        Assert.Equal(130, await simulation.WaitForExitAsync());
    }

    [Fact]
    public async Task Simulate_ToyWithParts_PrintsAnEntryThatCanBePasted()
    {
        _folder.ConfigureDevices("");
        await using var simulation = _folder.Start("simulate", "toy", "--set", $"pin={HouseFolder.Pin}");
        await simulation.WaitForLineAsync(line => line.EndsWith("number: 2", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        var printed = simulation.Lines.Where(line => !line.IsError).Select(line => line.Text).SkipWhile(line => line != "devices:").ToList();

        _folder.Configure(string.Join('\n', printed) + "\n");
        var outcome = await _folder.RunAsync("probe", "toy-virtual", "--seconds", "1", "--url", "http://127.0.0.1:1", "--command", "left-arm=true");

        Assert.Contains("          display_name: 'Left: the ''good'' arm'", printed);
        Assert.True(outcome.ExitCode == 0, outcome.ErrorText);
    }

    private static void AssertFailedOnce(Outcome outcome)
    {
        Assert.Contains(outcome.Output, line => line.StartsWith("not opened after", StringComparison.Ordinal));
        Assert.Equal(2, outcome.Errors.Count);
        Assert.DoesNotContain("tried again", outcome.ErrorText, StringComparison.Ordinal);
        Assert.InRange(outcome.Output.Count, 4, 5);
    }

    public async ValueTask DisposeAsync()
    {
        if (_toy is not null)
        {
            await _toy.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task PrepareAsync(string pin = HouseFolder.Pin, string more = "")
    {
        (_toy, var settings) = await DriverBench.SimulateAsync(new VirtualToy(), new() { ["pin"] = pin });
        _folder.ConfigureDevices(HouseFolder.Toy("lamp", int.Parse(settings["port"], CultureInfo.InvariantCulture), more));
    }

    private Task<Outcome> ProbeAsync(params string[] more) => _folder.RunAsync(["probe", "lamp", "--seconds", "1", "--url", "http://127.0.0.1:1", .. more]);

    [GeneratedRegex("^updates by state: [1-9][0-9]* seen, [1-9][0-9]* expected")]
    private static partial Regex Updates();

    [GeneratedRegex(@"^tcp connection to 127\.0\.0\.1:\d+: closed after \d+\.\d s, \d+ bytes in, \d+ out: .")]
    private static partial Regex Connection();

    [GeneratedRegex(@"virtual toy on 127\.0\.0\.1:(\d+)")]
    private static partial Regex PortLine();
}
