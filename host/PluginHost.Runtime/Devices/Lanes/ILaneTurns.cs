using PluginHost.Runtime.Devices.Commands;

namespace PluginHost.Runtime.Devices.Lanes;

/// <summary>Runs the turns that a lane arranges.</summary>
internal interface ILaneTurns
{
    /// <summary>Runs one turn of a rhythm.</summary>
    /// <returns>When it wants to be called next, if it said so; and whether the lane goes on.</returns>
    Task<(TimeSpan? Next, bool GoesOn)> RunRhythmAsync(LaneRhythm rhythm);

    /// <summary>Executes commands and answers them.</summary>
    /// <returns>Whether the lane goes on.</returns>
    Task<bool> RunCommandsAsync(IReadOnlyList<QueuedCommand> commands);
}
