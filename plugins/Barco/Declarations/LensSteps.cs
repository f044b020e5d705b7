using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.Declarations;

/// <summary>The buttons of a motorised lens. Which way "forward" turns each motor is not confirmed on a projector.</summary>
internal static class LensSteps
{
    public static IReadOnlyList<LensStep> All { get; } =
    [
        new("zoom-in", OpticsNames.Zoom, OpticsNames.MotorStepForward),
        new("zoom-out", OpticsNames.Zoom, OpticsNames.MotorStepReverse),
        new("focus-far", OpticsNames.Focus, OpticsNames.MotorStepForward),
        new("focus-near", OpticsNames.Focus, OpticsNames.MotorStepReverse),
        new("shift-right", OpticsNames.LensShiftHorizontal, OpticsNames.MotorStepForward),
        new("shift-left", OpticsNames.LensShiftHorizontal, OpticsNames.MotorStepReverse),
        new("shift-up", OpticsNames.LensShiftVertical, OpticsNames.MotorStepForward),
        new("shift-down", OpticsNames.LensShiftVertical, OpticsNames.MotorStepReverse),
    ];
}
