namespace PluginHost.Runtime.Configuration;

/// <summary>Every device has a driver, and settings that the driver takes.</summary>
internal static class DeviceDriverValidator
{
    public static void Check(DeviceEntry device, IDriverKnowledge drivers, SecretMask secrets, ErrorList errors)
    {
        var options = device.Options;
        if (options.Driver.Length == 0)
        {
            return;
        }

        if (drivers.SettingsOf(options.Driver) is { } declared)
        {
            secrets.Add(declared, options.ReadFiles(declared, errors));
            CheckSettings(device, declared, drivers, errors);
        }
        else if (drivers.AnyPluginBroken)
        {
            errors.Warn(device.At("driver"), $"unknown driver {ErrorText.Quote(options.Driver)}; it may be one of a plugin that is not loaded");
        }
        else
        {
            errors.Add(
                device.At("driver"),
                $"unknown driver {ErrorText.Quote(options.Driver)}{ErrorText.Hint(options.Driver, drivers.DriverIds.Order(StringComparer.Ordinal))}");
        }
    }

    private static void CheckSettings(
        DeviceEntry device, IReadOnlyList<Setting> declared, IDriverKnowledge drivers, ErrorList errors)
    {
        var mistakes = new List<SettingError>();
        var values = SettingValues.Read(declared, device.Options.Settings, mistakes);
        foreach (var mistake in mistakes.Count > 0 ? mistakes : drivers.CheckPlan(device.Options.Driver, values))
        {
            errors.Add(mistake.Line > 0 ? mistake : SettingError.At(device.At("settings"), mistake.Message));
        }
    }
}
