using PluginHost;

namespace MisshapenDriver;

/// <summary>Carries the attribute, but is no driver.</summary>
[DeviceDriver("misshapen")]
public sealed class Misshapen;
