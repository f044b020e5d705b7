namespace PluginHost.Server.Dumps;

/// <summary>A dump could not be taken or read.</summary>
internal sealed class DumpFailure(string message) : Exception(message);
