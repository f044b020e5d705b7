using System.Runtime.InteropServices;

namespace PluginHost.Server.Serving;

/// <summary>Ctrl-C and SIGTERM, the first of each as a token; a second one ends the process as if nobody listened.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private volatile int _exitCode = Exits.ExitCode.Interrupted;

    public StopSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Take(context, Exits.ExitCode.Interrupted)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Take(context, Exits.ExitCode.Terminated)),
    ];

    public CancellationToken Token => _stop.Token;

    /// <summary>What a command returns that was ended by it.</summary>
    public int ExitCode => _exitCode;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Take(PosixSignalContext context, int exitCode)
    {
        if (!_stop.IsCancellationRequested)
        {
            context.Cancel = true;
            _exitCode = exitCode;

            // Not here: whoever is told may keep the thread, and a second signal must still come through.
            _ = _stop.CancelAsync();
        }
    }
}
