using System.Text.RegularExpressions;

namespace PluginHost.Runtime.Plugins.Inspecting;

/// <summary>What must hold within one plugin for its drivers to be told apart.</summary>
internal static partial class PluginFactsCheck
{
    /// <returns>The facts as given.</returns>
    /// <exception cref="PluginLoadException">Something does not hold; every problem is named.</exception>
    public static PluginFacts Verify(PluginFacts facts, string file)
    {
        var problems = Problems(facts).ToList();
        return problems.Count == 0 ? facts : throw new PluginLoadException($"{file}: {string.Join("; ", problems)}.");
    }

    private static IEnumerable<string> Problems(PluginFacts facts)
    {
        if (facts.Drivers.Count == 0)
        {
            yield return "it holds no class with [DeviceDriver]";
        }

        foreach (var driver in facts.Drivers.Where(driver => !DriverId().IsMatch(driver.Id)))
        {
            yield return $"the driver id '{driver.Id}' of {driver.TypeName} is not 1 to 64 of a-z, 0-9 and '-'";
        }

        foreach (var same in facts.Drivers.GroupBy(driver => driver.Id).Where(same => same.Count() > 1))
        {
            yield return $"the driver id '{same.Key}' is claimed by {string.Join(" and ", same.Select(driver => driver.TypeName))}";
        }

        foreach (var same in facts.VirtualDevices.GroupBy(device => device.Driver).Where(same => same.Count() > 1))
        {
            yield return $"driver '{same.Key}' has several virtual devices: {string.Join(" and ", same.Select(device => device.TypeName))}";
        }

        foreach (var stray in facts.VirtualDevices.Where(device => facts.Drivers.All(driver => driver.Id != device.Driver)))
        {
            yield return $"the virtual device {stray.TypeName} names the driver '{stray.Driver}', which the plugin does not have";
        }
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z")]
    private static partial Regex DriverId();
}
