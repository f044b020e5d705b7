namespace PluginHost.Analyzers.Time;

/// <summary>How a wait is limited, which tells what could limit the whole instead.</summary>
internal enum WaitKind
{
    /// <summary>By the token of a source that is armed for it.</summary>
    Token,

    /// <summary>By <c>WaitAsync(t)</c> on a task.</summary>
    WaitAsync,

    /// <summary>By racing against <c>Task.Delay(t)</c>.</summary>
    Delay,

    /// <summary>By a call that blocks for so long at most: <c>Wait(t)</c>, <c>WaitOne(t)</c>, <c>Poll(t)</c>, a read under <c>ReceiveTimeout</c>.</summary>
    Blocking,

    /// <summary>Inside the method that is called.</summary>
    Callee,
}
