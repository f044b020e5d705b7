using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Calls;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Generations;

namespace PluginHost.Runtime.Hosting;

/// <summary>Makes of a device's entry in the configuration, and the drivers loaded, what its supervisor works with.</summary>
internal sealed class DeviceModels(DeviceServices services, SecretMask secrets)
{
    private static readonly TimeSpan PlanLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestOpen = TimeSpan.FromSeconds(60);

    public static DeviceModel WithoutDriver(DeviceModel model, string problem) => model with { Driver = null, Problem = problem, Source = null };

    /// <param name="options">The device's entry.</param>
    /// <param name="plugins">The plugins loaded.</param>
    /// <param name="log">The device's log.</param>
    /// <param name="stop">Cancelled when the host stops.</param>
    public async Task<DeviceModel> BuildAsync(DeviceOptions options, PluginSnapshot plugins, ILogger log, CancellationToken stop)
    {
        var undriven = new DeviceModel(options.Name, options.Driver, null, null) { Address = AddressOf(options.Settings) };
        if (plugins.FindDriver(options.Driver) is not { } driver)
        {
            return undriven with { Problem = secrets.Mask(WhyMissing(options.Driver, plugins)) };
        }

        var owner = new LedgerOwner(options.Id, driver.Plugin.Id, driver.Plugin.Generation);
        DeviceModel Failed(string problem) => undriven with { Problem = secrets.Mask(problem), Source = owner };
        DeviceModel Broken<T>(CallResult<T> call)
        {
            DriverFault.Tell(log, owner.Generation, call.Reason, call.Detail);
            return Failed(call.Reason);
        }

        var declared = await SettingsAsync(driver, owner, stop).ConfigureAwait(false);
        if (declared.Value is not { } settings)
        {
            return Broken(declared);
        }

        // A file that a setting names is still unread when the driver was not loaded at the reading of the configuration.
        var errors = new ErrorList();
        var given = await Task.Run(() => options.ReadFiles(settings, errors), CancellationToken.None).ConfigureAwait(false);
        secrets.Add(settings, given);
        var mistakes = new List<SettingError>();
        var values = SettingValues.Read(settings, given, mistakes);
        mistakes.ForEach(errors.Add);
        if (!errors.IsEmpty)
        {
            return Failed(ErrorText.Sentence(errors.Found));
        }

        var planned = await PlanAsync(driver, owner, values, stop).ConfigureAwait(false);
        return planned.Value switch
        {
            { Plan: { } plan } => undriven with
            {
                Driver = new DrivenBy(owner, driver.Instance, () => driver.Plugin.EnterContextualReflection(), values, plan) { Declared = settings },
                Source = owner,
            },
            { Mistakes: { Count: > 0 } nonsense } => Failed(ErrorText.Sentence(nonsense)),
            _ => Broken(planned),
        };
    }

    /// <summary>The settings a driver declares; asking runs its code.</summary>
    public Task<CallResult<IReadOnlyList<Setting>>> SettingsAsync(LoadedDriver driver, LedgerOwner owner, CancellationToken stop) =>
        Calls(driver, owner).RunAsync("Settings", PlanLimit, stop, _ => Task.FromResult(Check(driver.Instance.Settings)));

    /// <summary>The plan a driver makes of settings, checked for what the host can do.</summary>
    public Task<CallResult<(DriverPlan? Plan, IReadOnlyList<SettingError> Mistakes)>> PlanAsync(
        LoadedDriver driver, LedgerOwner owner, ISettings settings, CancellationToken stop) =>
        Calls(driver, owner).RunAsync("Plan", PlanLimit, stop, _ => Task.FromResult(Plan(driver.Instance, settings)));

    /// <summary>Copies what a driver gives, for a list may be code of its own that breaks when it is walked through.</summary>
    private static IReadOnlyList<Setting> Check(IReadOnlyList<Setting>? declared)
    {
        IReadOnlyList<Setting> settings = declared is null ? throw new InvalidOperationException("Settings is null.") : [.. declared];
        return settings.Any(setting => setting is null) ? throw new InvalidOperationException("Settings has a null in it.")
            : settings.GroupBy(setting => setting.Name).FirstOrDefault(same => same.Count() > 1) is { } twice
                ? throw new InvalidOperationException($"The setting '{twice.Key}' is declared twice.")
            : settings;
    }

    private static (DriverPlan? Plan, IReadOnlyList<SettingError> Mistakes) Plan(IDeviceDriver driver, ISettings settings)
    {
        try
        {
            return (Check(driver.Plan(settings)), []);
        }
        catch (SettingException nonsense)
        {
            return (null, nonsense.Mistakes);
        }
    }

    private static DriverPlan Check(DriverPlan? given)
    {
        var plan = given is { Entities: { } entities, Backoff: not null } && entities.All(entity => entity is { Options: not null })
            ? given with { Entities = [.. entities] }
            : throw new InvalidOperationException("The plan, its back-off, its entities or one of them is null.");
        var twice = plan.Entities.GroupBy(entity => entity.Id).FirstOrDefault(same => same.Count() > 1);
        var mistake = plan switch
        {
            { OpenLimit: var open } when open <= TimeSpan.Zero || open > LongestOpen => "OpenLimit must be above zero and at most 60 s",
            { CredentialTries: < 1 or > 3 } => "CredentialTries must be 1 to 3",
            { Backoff: var pause } when pause.First <= TimeSpan.Zero || pause.Cap < pause.First || pause.Jitter is < 0 or > 0.5 =>
                "Backoff needs First above zero, Cap not below it and Jitter from 0 to 0.5",
            { LongestSilence: { } silence } when silence <= TimeSpan.Zero => "LongestSilence must be above zero",
            _ when twice is not null => $"the entity '{twice.Key}' is declared twice",
            _ => null,
        };
        return mistake is null ? plan : throw new InvalidOperationException($"The plan cannot be kept: {mistake}.");
    }

    /// <summary>Every network driver takes <c>host</c> and <c>port</c>; known even while the driver is not.</summary>
    private static string AddressOf(SettingNode settings) => string.Join(
        ':',
        new[] { settings.Find("host"), settings.Find("port") }
            .Where(node => node is { IsNothing: false, Text.Length: > 0 }).Select(node => node!.Text.ToLowerInvariant()));

    private static string WhyMissing(string driver, PluginSnapshot plugins)
    {
        var broken = plugins.Plugins.Where(plugin => plugin.State is PluginState.Rejected or PluginState.Failed)
            .Select(plugin => $"{plugin.Id}: {plugin.Error}");
        var why = string.Join("; ", broken);
        return why.Length > 0 ? $"No driver '{driver}' is loaded; broken plugins: {why}" : $"No driver '{driver}' is loaded.";
    }

    private DriverCalls Calls(LoadedDriver driver, LedgerOwner owner) => new(
        owner, () => driver.Plugin.EnterContextualReflection(), services.Deadlines, services.Mask, services.Logs.CreateLogger("plugins"), services.Code);
}
