namespace PluginHost.Runtime.Devices.Calls;

/// <summary>What came of one call into a driver, as text: exception objects of a plugin would keep its generation loaded.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Value">What it returned, when it completed.</param>
/// <param name="Reason">One sentence, unless it completed.</param>
/// <param name="Detail">The exception with its stack, unless it completed.</param>
internal readonly record struct CallResult<T>(CallOutcome Outcome, T? Value, string Reason, string Detail)
{
    public bool IsCompleted => Outcome == CallOutcome.Completed;

    public CallResult<TOther> As<TOther>() => new(Outcome, default, Reason, Detail);
}
