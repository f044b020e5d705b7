using Microsoft.CodeAnalysis.FlowAnalysis;
using PluginHost.Analyzers.Flow;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>What is known against one acquisition of a method.</summary>
internal sealed class Leak(Step acquisition)
{
    /// <summary>Where it was opened.</summary>
    public Step Acquisition { get; } = acquisition;

    /// <summary>The last block of a path that leaves the method with it open.</summary>
    public BasicBlock? Exit { get; set; }

    /// <summary>Whether a loop opens the next one while it is open.</summary>
    public bool IsReopened { get; set; }

    /// <summary>The steps whose failure leaves it open for good, with what holds it in a variable.</summary>
    public List<Step> Failures { get; } = [];

    /// <summary>The steps whose failure a handler takes that may close it, with the handler's first block.</summary>
    public List<(Step Step, int Handler)> Handled { get; } = [];

    /// <summary>The steps whose failure leaves it open in a field.</summary>
    public List<Step> KeptFailures { get; } = [];

    public bool IsOnNormalPath => Exit is not null || IsReopened;
}
