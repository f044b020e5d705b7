namespace PluginHost.Barco.Tests.Doubles;

internal sealed class MemoryRecord : IDeviceMemory
{
    private readonly Dictionary<string, string> _texts = [];

    public string? this[string key]
    {
        get => _texts.GetValueOrDefault(key);
        set
        {
            if (value is null)
            {
                _texts.Remove(key);
            }
            else
            {
                _texts[key] = value;
            }
        }
    }
}
