namespace PluginHost.Ipcom.Virtual.Faults;

/// <summary>A fault that is asked for with a value, read as a setting of that type would be.</summary>
/// <param name="fault">The fault.</param>
/// <param name="value">Reads the value; its default is the fault's.</param>
internal sealed class ValueFault<T>(Fault fault, Setting<T> value)
{
    public Fault Fault => fault;

    /// <exception cref="ArgumentException">The fault was asked for with a value that it does not know.</exception>
    public bool Occurs(FaultList faults, out T asked)
    {
        var occurs = faults.Occurs(fault, out var text);
        asked = occurs ? Read(text) : default!;
        return occurs;
    }

    private T Read(string? text) =>
        SettingValues.From([value], text is null ? [] : new() { [value.Name] = text }).Get(value);
}
