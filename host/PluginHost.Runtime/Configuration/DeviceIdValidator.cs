namespace PluginHost.Runtime.Configuration;

/// <summary>Every device has an id of its own, fit for a URL and a file name.</summary>
internal static class DeviceIdValidator
{
    public static void Check(IReadOnlyList<DeviceEntry> devices, ErrorList errors)
    {
        var first = new Dictionary<string, SettingNode>();
        foreach (var device in devices.Where(device => device.Options.Id.Length > 0))
        {
            var (id, at) = (device.Options.Id, device.At("id"));
            if (!id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            {
                errors.Add(at, "id: only a-z, 0-9 and '-' are allowed");
            }
            else if (!first.TryAdd(id, at))
            {
                errors.Add(at, $"the device id {ErrorText.Quote(id)} is already used in line {first[id].Line}");
            }
        }
    }
}
