using PluginHost.Analyzers.Background;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Slots;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Stress;

/// <summary>How work grows with the size of a type: told by what it allocates, which no other load on the machine disturbs.</summary>
public sealed class GrowthTests
{
    [Fact]
    public void Slots_OfATypeFourTimesAsLarge_CostFourTimesAsMuch() => AssertLinear(methods =>
    {
        var (type, stop) = (Examined.Of(ManySlots.Of(methods)), TestContext.Current.CancellationToken);
        return Allocated(() =>
        {
            var returns = new SlotReturns(type.Blocks.Type.GetMembers("_gate").Single(), new SlotCalls(type.Blocks, stop));
            Assert.DoesNotContain(type.Blocks.All, block => returns.AreElsewhere(block.Root));
        });
    });

    [Fact]
    public void Cleanup_OfATypeFourTimesAsLarge_CostsFourTimesAsMuch() => AssertLinear(flags =>
    {
        var (type, stop) = (Examined.Of(ManyFlags(flags / 2)), TestContext.Current.CancellationToken);
        var closings = new ClosingCalls(type.Context);
        return Allocated(() =>
        {
            var cleanup = new CleanupCode(new TypeFunctions(type.Blocks), closings, type.Types, stop);
            Assert.False(cleanup.IsTooLarge);
            Assert.Equal(flags / 2, type.Blocks.Type.GetMembers().Count(member => cleanup.Changes(member) && cleanup.Uses(member)));
        });
    });

    private static string ManyFlags(int flags) =>
        $"class Link {{ {string.Concat(Enumerable.Range(0, flags).Select(i => $"private bool _is{i}; void Reset_{i}() {{ _is{i} = false; }}\n"))} }}";

    private static void AssertLinear(Func<int, long> allocated)
    {
        _ = allocated(20);
        var (small, large) = (allocated(100), allocated(400));
        Assert.True(large < small * 6, $"{large} bytes for four times {small}");
    }

    private static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
