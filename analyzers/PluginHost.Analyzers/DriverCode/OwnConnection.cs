namespace PluginHost.Analyzers.DriverCode;

/// <summary>A way to open a connection that no host lends.</summary>
/// <param name="Type">Its type by metadata name.</param>
/// <param name="Members">What makes it: <c>.ctor</c>, of derived types too, or static methods.</param>
internal sealed record OwnConnection(string Type, params string[] Members);
