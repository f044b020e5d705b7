using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Scheduling;

namespace PluginHost.Runtime.Devices.Connections;

/// <summary>Ends a connection on which nothing was received for longer than the plan allows.</summary>
internal sealed class SilenceWatch : IDisposable
{
    private readonly LedgerScope _scope;
    private readonly TimeSpan _longest;
    private readonly TimerWheel _wheel;
    private readonly Action<string> _silent;
    private readonly WheelTimer _timer;
    private readonly Lock _lock = new();
    private bool _disposed;

    public SilenceWatch(LedgerScope scope, TimeSpan longest, TimerWheel wheel, Action<string> silent)
    {
        (_scope, _longest, _wheel, _silent) = (scope, longest, wheel, silent);
        _timer = new WheelTimer(Look);
        scope.Heard();
        wheel.Schedule(_timer, longest);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _wheel.Cancel(_timer);
        }
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            if (_longest - _scope.Silence is { Ticks: > 0 } left)
            {
                _wheel.Schedule(_timer, left);
                return;
            }
        }

        _silent($"Nothing was received for {_longest.TotalSeconds:0.###} s.");
    }
}
