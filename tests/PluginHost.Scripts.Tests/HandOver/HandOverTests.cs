using PluginHost.Scripts.Tests.Doubles;
using PluginHost.Testing;

namespace PluginHost.Scripts.Tests.HandOver;

/// <summary>Both generations on one live socket, by the calls that the host makes.</summary>
public sealed class HandOverTests
{
    private static readonly DeadlineSource Deadlines = new(TimeProvider.System);

    [Fact]
    public void Plans_SayHowEachIsHandedOver()
    {
        Assert.Equal(HandOverKind.Resume, PlanOf(new MadVrEnvyDriver()).HandOver);
        Assert.Equal(HandOverKind.Resume, PlanOf(new TrinnovAltitudeDriver()).HandOver);
        Assert.Equal(HandOverKind.Reconnect, PlanOf(new ZidooDriver()).HandOver);
    }

    [Fact]
    public async Task Envy_GoesOnWithTheCutLineAndWhatNobodyCanAskFor()
    {
        await using var device = new FakeEnvy(TimeProvider.System);
        device.Start();
        var driver = new MadVrEnvyDriver();
        var (first, second) = (new Lent(driver, device.Port), new Lent(driver, device.Port));

        var left = await SuspendAsync(driver, first, async () =>
        {
            await device.PushAsync("OpenMenu Info\r\nSetAspectRatioMode Hold\r\nToneMapOn\r\nNoSi");
            await Eventually.TrueAsync(() => first["tone-map"] == true, "the first has heard");
        });
        await using var connection = Assert.IsAssignableFrom<IDeviceConnection>(await ResumeAsync(driver, second, left, () => device.PushAsync("gnal\r\n")));
        using var stop = new CancellationTokenSource();
        var listening = connection.ListenAsync(stop.Token);

        await Eventually.TrueAsync(() => second["signal"].Kind == EntityValueKind.Boolean, "the cut line is joined");
        Assert.Equal(("Info", "Hold", true, "First SOURCE"), (second["menu"].Text, second["aspect-mode"].Text, second["tone-map"].Boolean, second["profile-source"].Text));
        await ExecuteAsync(connection, Entity.Select("menu"), "Settings");
        await Eventually.TrueAsync(() => second["menu"] == "Settings", "the second goes on");
        Assert.Equal(1, device.Accepted);
        await EndAsync(listening, stop);
    }

    [Fact]
    public async Task Altitude_GoesOnWithoutItsNameOrABurst()
    {
        await using var device = new FakeAltitude();
        device.Start();
        var driver = new TrinnovAltitudeDriver();
        var (first, second) = (new Lent(driver, device.Port), new Lent(driver, device.Port));

        var left = await SuspendAsync(driver, first, async () =>
        {
            await device.PushAsync("DIM 1\nREMAPPING_MODE 3D\nMU");
            await Eventually.TrueAsync(() => first["remapping-mode"] == "3D", "the first has heard");
        });
        var before = device.Received.Count;
        await using var connection = Assert.IsAssignableFrom<IDeviceConnection>(await ResumeAsync(driver, second, left, () => device.PushAsync("TE 1\n")));
        Assert.Equal(before, device.Received.Count);
        using var stop = new CancellationTokenSource();
        var listening = connection.ListenAsync(stop.Token);

        await Eventually.TrueAsync(() => second["mute"] == true, "the cut line is joined");
        Assert.Equal((true, "3D", "165", true), (second["dim"].Boolean, second["remapping-mode"].Text, second["serial"].Text, second["power"].Boolean));
        await ExecuteAsync(connection, Entity.Select("source"), "Turntable");
        Assert.Equal((1, 1, 1), (device.Accepted, device.Count("profile 2"), device.Count("id PluginHost")));
        Assert.Equal(1, device.Count("get_current_state"));
        await EndAsync(listening, stop);
        Assert.Empty(device.Violations);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 0)]
    public async Task StateOfAnotherFormat_IsNotTaken(int version, int streams)
    {
        await using var device = new FakeAltitude();
        device.Start();
        foreach (var driver in (IDeviceDriver[])[new MadVrEnvyDriver(), new TrinnovAltitudeDriver()])
        {
            var lent = new Lent(driver, device.Port);
            using var deadline = Deadlines.Start(TimeSpan.FromSeconds(10));
            await using var stream = await lent.ConnectAsync("127.0.0.1", device.Port, deadline);

            var left = new HandOverState(version, default, streams == 0 ? [] : [stream]);
            Assert.Null(await ((IResumingDriver)driver).ResumeAsync(lent, left, deadline));
        }
    }

    private static DriverPlan PlanOf(IDeviceDriver driver) => driver.Plan(SettingValues.From(driver.Settings, new() { ["host"] = "device" }));

    private static async Task<HandOverState> SuspendAsync(IDeviceDriver driver, Lent lent, Func<Task> meanwhile)
    {
        using var deadline = Deadlines.Start(TimeSpan.FromSeconds(20));
        using var stop = new CancellationTokenSource();
        var connection = Assert.IsAssignableFrom<IResumableConnection>(await driver.OpenAsync(lent, deadline));
        var listening = connection.ListenAsync(stop.Token);
        await meanwhile();
        await EndAsync(listening, stop);
        var left = await connection.SuspendAsync(deadline);
        await connection.DisposeAsync();
        Assert.InRange(left.State.Length, 1, 64 * 1024);
        return left;
    }

    private static async Task<IDeviceConnection?> ResumeAsync(IDeviceDriver driver, Lent lent, HandOverState left, Func<Task> meanwhile)
    {
        using var deadline = Deadlines.Start(TimeSpan.FromSeconds(20));
        await meanwhile();
        return await ((IResumingDriver)driver).ResumeAsync(lent, left, deadline);
    }

    private static async Task EndAsync(Task listening, CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    private static async Task ExecuteAsync(IDeviceConnection connection, Entity entity, EntityValue value)
    {
        using var deadline = Deadlines.Start(TimeSpan.FromSeconds(10));
        var command = new Command(entity, value);
        await connection.ExecuteAsync(new CommandBatch([command]), deadline);
        Assert.Null(command.Outcome);
    }
}
