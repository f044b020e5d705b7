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
    ConnectionRun CreateRun(DrivenBy driven, bool runsRhythms, IRunObserver observer);

    /// <summary>A connection is open.</summary>
    void InReach();

    /// <summary>No connection, and none expected at once.</summary>
    void OutOfReach(string reason);

    void StatusChanged(SupervisorView view, string reason);
}
