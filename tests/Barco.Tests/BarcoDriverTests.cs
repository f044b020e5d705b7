using PluginHost.Barco.Declarations;
using PluginHost.Barco.Tests.Doubles;

namespace PluginHost.Barco.Tests;

public sealed class BarcoDriverTests
{
    private readonly BarcoDriver _driver = new();
    private readonly PipeNetwork _network = new();

    [Fact]
    public void Plan_ByDefault_IsPersistentWithTheProtocolsTimes()
    {
        var plan = _driver.Plan(Settings());

        Assert.Equal(ConnectionMode.Persistent, plan.Mode);
        Assert.Equal(TimeSpan.FromSeconds(70), plan.LongestSilence);
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(300)), (plan.Backoff.First, plan.Backoff.Cap));
        Assert.Equal(2, plan.CredentialTries);
        Assert.InRange(plan.OpenLimit, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
        Assert.True(plan.Entities.Single(entity => entity.Id == "power").OperableOffline);
    }

    [Fact]
    public void Plan_PerPoll_WatchesNoSilence() =>
        Assert.Null(_driver.Plan(Settings(("connection", "per-poll"))).LongestSilence);

    [Fact]
    public void Plan_WithABrokenMac_NamesIt()
    {
        var mistake = Assert.Throws<SettingException>(() => _driver.Plan(Settings(("mac", "00:04:A5"))));

        Assert.Contains("mac", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offline_PowerOn_WakesByTheMacThatWasLearned()
    {
        var attempt = new Attempt(_network, TimeProvider.System);
        attempt.Memory["mac"] = "00:04:A5:00:00:01";

        var decision = await ExecuteOfflineAsync(attempt, BarcoEntities.Power, true);

        Assert.Equal(TimeSpan.FromSeconds(300), decision.HoldTime);
        Assert.Equal(["00:04:A5:00:00:01"], _network.Woken);
    }

    [Fact]
    public async Task Offline_PowerOn_PrefersTheMacThatIsSet()
    {
        var attempt = new Attempt(_network, TimeProvider.System, new() { ["mac"] = "00-04-A5-00-00-02" });
        attempt.Memory["mac"] = "00:04:A5:00:00:01";

        await ExecuteOfflineAsync(attempt, BarcoEntities.Power, true);

        Assert.Equal(["00-04-A5-00-00-02"], _network.Woken);
    }

    [Fact]
    public async Task Offline_WithoutAMac_IsNotHandled()
    {
        var decision = await ExecuteOfflineAsync(new Attempt(_network, TimeProvider.System), BarcoEntities.Power, true);

        Assert.Equal(OfflineDecision.NotHandled, decision);
    }

    [Fact]
    public async Task Offline_PowerOff_IsNotHandled()
    {
        var attempt = new Attempt(_network, TimeProvider.System, new() { ["mac"] = "00:04:A5:00:00:01" });

        Assert.Equal(OfflineDecision.NotHandled, await ExecuteOfflineAsync(attempt, BarcoEntities.Power, false));
        Assert.Empty(_network.Woken);
    }

    private static SettingValues Settings(params (string Name, string Value)[] settings) => SettingValues.From(
        new BarcoDriver().Settings,
        settings.Append(("host", "projector")).ToDictionary(setting => setting.Item1, setting => setting.Item2));

    private async Task<OfflineDecision> ExecuteOfflineAsync(Attempt attempt, Entity entity, EntityValue value)
    {
        using var deadline = attempt.Deadlines.Start(TimeSpan.FromSeconds(10));
        return await _driver.ExecuteOfflineAsync(new Command(entity, value), attempt, deadline);
    }
}
