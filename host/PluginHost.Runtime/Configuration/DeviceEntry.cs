namespace PluginHost.Runtime.Configuration;

/// <summary>A device's entry as read, beside the node it was read from.</summary>
internal sealed record DeviceEntry(DeviceOptions Options, SettingNode Node)
{
    /// <summary>Where a mistake about a key is shown: at its value, else at the entry.</summary>
    public SettingNode At(string key) => Node.Find(key) ?? Node;
}
