namespace PluginHost.Testing;

/// <summary>A fault on one connection, from when it was applied until the next one is.</summary>
internal sealed class FaultInForce(NetworkFault fault)
{
    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public NetworkFault Fault => fault;

    /// <summary>Completes when another fault has taken its place.</summary>
    public Task Replaced => _replaced.Task;

    public void MarkReplaced() => _replaced.SetResult();
}
