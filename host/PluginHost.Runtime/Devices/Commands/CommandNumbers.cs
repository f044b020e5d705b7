namespace PluginHost.Runtime.Devices.Commands;

/// <summary>Numbers the commands of the process.</summary>
internal sealed class CommandNumbers
{
    private long _last;

    public long Next() => Interlocked.Increment(ref _last);
}
