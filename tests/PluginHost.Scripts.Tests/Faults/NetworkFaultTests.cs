using System.Net;
using PluginHost.Scripts.Tests.Doubles;
using PluginHost.Testing;

namespace PluginHost.Scripts.Tests.Faults;

/// <summary>A network between driver and device that does what networks do.</summary>
public sealed class NetworkFaultTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var driver in (string[])["envy", "altitude", "zidoo"])
            {
                foreach (var fault in (string[])["refuse", "reset", "half-close", "trickle", "garbage"])
                {
                    cases.Add(driver, fault);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Fault_IsSurvivedWithoutALeak(string which, string fault)
    {
        var (driver, device) = Make(which);
        device.Start();
        await using var proxy = FaultProxy.Start(new IPEndPoint(IPAddress.Loopback, device.Port));
        await using var bench = new ScriptBench(driver, device, port: proxy.Port);
        await bench.OnlineAsync();

        for (var bytes = 0; bytes < 60; bytes += 13)
        {
            var before = proxy.Totals.Accepted;
            proxy.Apply(Of(fault, bytes));
            await proxy.DropAllAsync(bytes % 2 == 0 ? ProxyEnd.Reset : ProxyEnd.Fin);
            bench.Host.Reconnect();
            await bench.UntilAsync(() => fault == "refuse" ? bench.Host.Device.Attempt > 2 : proxy.Totals.Accepted > before, "it tries again");
        }

        proxy.Apply(NetworkFault.None);
        await proxy.DropAllAsync();
        await bench.UntilAsync(() => proxy.Totals.Open == 0 || bench.Host.Device.Connections.Open > 0, "it comes back");
        await bench.OnlineAsync();
        await bench.AssertNothingLeftAsync();
    }

    /// <summary>Accepted, and then nothing: each opening is over after its five seconds, each poll after its two.</summary>
    [Theory]
    [InlineData("envy")]
    [InlineData("altitude")]
    [InlineData("zidoo")]
    public async Task BlackHole_HoldsNobodyForLong(string which)
    {
        var time = new FakeTimeProvider();
        var (driver, device) = Make(which);
        device.Start();
        await using var proxy = FaultProxy.Start(new IPEndPoint(IPAddress.Loopback, device.Port));
        await using var bench = new ScriptBench(driver, device, time, port: proxy.Port);
        await bench.OnlineAsync();

        proxy.Apply(NetworkFault.BlackHole);
        bench.Host.Reconnect();
        await bench.UntilAsync(() => proxy.Totals.Accepted >= 4, "it tries again and again", TimeSpan.FromSeconds(0.5));
        proxy.Apply(NetworkFault.None);
        await proxy.DropAllAsync();
        await bench.OnlineAsync(TimeSpan.FromSeconds(0.2));
        await bench.AssertNothingLeftAsync();
    }

    private static NetworkFault Of(string fault, int bytes) => fault switch
    {
        "refuse" => NetworkFault.Refuse,
        "reset" => NetworkFault.ResetAfter(bytes + 1),
        "half-close" => NetworkFault.HalfClose(bytes + 1),
        "trickle" => NetworkFault.Trickle(bytes + 1, TimeSpan.FromMilliseconds(5)),
        _ => NetworkFault.Garbage(new byte[] { 0, 255, 13, 10, 34 }),
    };

    private static (IDeviceDriver Driver, FakeDevice Device) Make(string which) => which switch
    {
        "envy" => (new MadVrEnvyDriver(), new FakeEnvy(TimeProvider.System)),
        "altitude" => (new TrinnovAltitudeDriver(), new FakeAltitude()),
        _ => (new ZidooDriver(), new FakeZidoo()),
    };
}
