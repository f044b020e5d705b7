using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PluginHost.Analyzers.Flow;

/// <summary>Is told, once the states of a method are known, what happens in it. The same may be told more than once.</summary>
internal interface IFlowObserver
{
    /// <summary>A field that may hold something open is written over.</summary>
    /// <param name="step">The write.</param>
    /// <param name="group">What it held.</param>
    /// <param name="isHeldElsewhere">Whether a variable of the method still holds it.</param>
    void Overwritten(Step step, int group, bool isHeldElsewhere);

    /// <summary>A method of the same type is called.</summary>
    void Calls(Step step, FlowState state);

    /// <summary>The method is left.</summary>
    /// <param name="from">The last block.</param>
    /// <param name="state">What is known there.</param>
    void Leaves(BasicBlock from, FlowState state);

    /// <summary>The method is left by an exception that it throws, or throws again, itself.</summary>
    /// <param name="from">The last block.</param>
    /// <param name="state">What is known there.</param>
    void LeavesByThrow(BasicBlock from, FlowState state);

    /// <summary>A resource is acquired anew while the one of the last pass is still open.</summary>
    void AcquiresAgain(Step step);

    /// <summary>A failing step leaves the method, past everything that could have cleaned up.</summary>
    void Escapes(Step step, FlowState state);

    /// <summary>A failing step goes on in a handler.</summary>
    /// <param name="step">The step.</param>
    /// <param name="handler">The handler's first block.</param>
    /// <param name="state">What is known there.</param>
    void IsHandled(Step step, int handler, FlowState state);
}
