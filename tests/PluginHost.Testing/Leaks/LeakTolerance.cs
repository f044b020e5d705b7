namespace PluginHost.Testing;

/// <summary>By how much each figure may exceed its baseline.</summary>
/// <param name="Descriptors">Open descriptors, without those of loaded assemblies; the runtime opens a few more as it goes.</param>
/// <param name="Threads">Threads, without the pool's idle ones; the runtime starts a few of its own, and the pool's come and go.</param>
/// <param name="Timers">Active timers.</param>
/// <param name="Sockets">Sockets of this process that are established or in CLOSE_WAIT.</param>
public sealed record LeakTolerance(int Descriptors = 2, int Threads = 4, int Timers = 0, int Sockets = 0);
