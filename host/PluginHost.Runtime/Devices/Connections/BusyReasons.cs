namespace PluginHost.Runtime.Devices.Connections;

/// <summary>Why a device is busy: said by its driver, or seen in an answer until the next good one.</summary>
/// <param name="changed">Told that there is something new to take, and not again before it is taken.</param>
internal sealed class BusyReasons(Action changed)
{
    private readonly Lock _lock = new();
    private string? _declared;
    private string? _observed;
    private bool _told;

    public string? Current
    {
        get
        {
            lock (_lock)
            {
                return _declared ?? _observed;
            }
        }
    }

    public void Declare(string? reason) => Change(() => _declared = reason);

    public void Observe(string? reason) => Change(() => _observed = reason);

    /// <summary>The reason as it is now, whatever it was when the change was told.</summary>
    public string? Take()
    {
        lock (_lock)
        {
            _told = false;
            return _declared ?? _observed;
        }
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            var before = _declared ?? _observed;
            change();
            if ((_declared ?? _observed) == before || _told)
            {
                return;
            }

            _told = true;
        }

        changed();
    }
}
