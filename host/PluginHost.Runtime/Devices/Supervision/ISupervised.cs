using PluginHost.Runtime.Devices.Connections;

namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>The device that a supervisor moves through its states. Called on the supervisor's loop.</summary>
internal interface ISupervised
{
    /// <summary>Whether a command is held until the device answers.</summary>
    bool IsBeingWoken { get; }

    /// <summary>Whether commands wait for a connection.</summary>
    bool HasCommands { get; }

    /// <summary>Makes the next attempt; it is not started yet.</summary>
    /// <param name="model">What it is for; has a driver.</param>
    /// <param name="runsRhythms">Per-poll mode: whether the rhythms have a turn.</param>
    /// <param name="beside">How it takes over from the connection that serves; <see langword="null"/> when none does.</param>
    /// <param name="observer">Hears what becomes of it.</param>
    ConnectionRun CreateRun(DeviceModel model, bool runsRhythms, HandOverKind? beside, IRunObserver observer);

    /// <summary>The connection that was made beside another one serves from now on.</summary>
    void TakenOver(ConnectionRun run);

    /// <summary>The entities of a plan show at once: no connection that serves knows of others.</summary>
    void Show(DeviceModel model);

    /// <summary>A connection is open.</summary>
    void InReach();

    /// <summary>No connection, and none expected at once.</summary>
    void OutOfReach(string reason);

    void StatusChanged(SupervisorView view, string reason);
}
