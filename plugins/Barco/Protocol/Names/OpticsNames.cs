namespace PluginHost.Barco.Protocol.Names;

/// <summary>Shutter and lens; not on every model, and no motors with a manual lens.</summary>
internal static class OpticsNames
{
    /// <summary>Open or Closed, with capitals.</summary>
    public const string ShutterTarget = "optics.shutter.target";
    public const string ShutterPosition = "optics.shutter.position";
    public const string ShutterToggle = "optics.shutter.toggle";

    public const string LensPresent = "optics.lenspresent";
    public const string ShiftToCenter = "optics.shifttocenter";
    public const string LensPositionList = "optics.lens.position.list";
    public const string LensPositionSelected = "optics.lens.position.selected";

    // The motors, to be joined with one of the members below.
    public const string Zoom = "optics.zoom";
    public const string Focus = "optics.focus";
    public const string LensShiftHorizontal = "optics.lensshift.horizontal";
    public const string LensShiftVertical = "optics.lensshift.vertical";

    public const string MotorTarget = ".target";
    public const string MotorPosition = ".position";
    public const string MotorMinPosition = ".minposition";
    public const string MotorMaxPosition = ".maxposition";

    /// <summary>Stopped, Running, Calibrating or Homing.</summary>
    public const string MotorState = ".state";

    /// <summary>A method; argument <c>steps</c>.</summary>
    public const string MotorStepForward = ".stepforward";

    /// <summary>A method; argument <c>steps</c>.</summary>
    public const string MotorStepReverse = ".stepreverse";

    /// <summary>A method; argument <c>milliseconds</c>.</summary>
    public const string MotorRunForwardTime = ".runforwardtime";

    /// <summary>A method; argument <c>milliseconds</c>.</summary>
    public const string MotorRunReverseTime = ".runreversetime";
    public const string MotorRunForward = ".runforward";
    public const string MotorRunReverse = ".runreverse";
    public const string MotorStop = ".stop";
    public const string MotorCalibrate = ".calibrate";
}
