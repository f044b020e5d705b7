namespace PluginHost.Barco.Virtual.Model;

/// <summary>An object appeared or vanished.</summary>
internal sealed record ModelChange(string ObjectName, bool Appeared);
