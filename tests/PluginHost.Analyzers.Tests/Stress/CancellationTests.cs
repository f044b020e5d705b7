using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.DriverCode;
using PluginHost.Analyzers.Slots;
using PluginHost.Analyzers.Tests.Harness;
using PluginHost.Analyzers.Tests.Rules.DriverCode;

namespace PluginHost.Analyzers.Tests.Stress;

/// <summary>What is broken off stops, and leaves nothing wrong behind for whoever asks next.</summary>
public sealed class CancellationTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    [Fact]
    public void ClosingCalls_LookIntoAnotherBody_Stops()
    {
        var type = Examined.Of("class Link { TcpClient _tcp; void CloseAll() { _tcp.Close(); } void End() { CloseAll(); } }");
        var calls = new ClosingCalls(type.Context);
        var call = type.Blocks.All.SelectMany(block => block.Operations).OfType<IInvocationOperation>().Single(one => one.TargetMethod.Name == "CloseAll");

        Assert.ThrowsAny<OperationCanceledException>(() => calls.For(Cancelled).Find(call));
        Assert.NotNull(calls.For(TestContext.Current.CancellationToken).Find(call));
    }

    [Fact]
    public void SlotCalls_WalkOverAType_Stops() =>
        Assert.ThrowsAny<OperationCanceledException>(() => new SlotCalls(Examined.Of(ManySlots.Of(1)).Blocks, Cancelled));

    [Fact]
    public void DriverCompilation_AskedAfterOneThatWasCancelled_Knows()
    {
        var driver = new DriverCompilation(Compiled.From([DriverSource.With("")]));

        Assert.ThrowsAny<OperationCanceledException>(() => driver.DeclaresDriver(Cancelled));
        Assert.True(driver.DeclaresDriver(TestContext.Current.CancellationToken));
    }
}
