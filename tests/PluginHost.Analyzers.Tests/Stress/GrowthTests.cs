using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Slots;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Stress;

/// <summary>How work grows with the size of a type: told by what it allocates, which no other load on the machine disturbs.</summary>
public sealed class GrowthTests
{
    [Fact]
    public void Slots_OfATypeFourTimesAsLarge_CostFourTimesAsMuch()
    {
        _ = AllocatedForSlots(20);
        var (small, large) = (AllocatedForSlots(100), AllocatedForSlots(400));

        Assert.True(large < small * 6, $"{large} bytes for four times {small}");
    }

    private static long AllocatedForSlots(int methods)
    {
        var compilation = Compiled.From([ManySlots.Of(methods)]).WithoutErrors();
        var type = compilation.GetTypeByMetadataName("Link")!;
        var model = compilation.GetSemanticModel(compilation.SyntaxTrees[0]);
        var blocks = new TypeBlocks(type);
        foreach (var method in compilation.SyntaxTrees[0].GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            blocks.Add(new CodeBlock(model.GetDeclaredSymbol(method, TestContext.Current.CancellationToken)!, model.GetOperation(method, TestContext.Current.CancellationToken)!));
        }

        Assert.All(blocks.All, block => Assert.NotEmpty(block.Operations));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var returns = new SlotReturns(Assert.Single(type.GetMembers("_gate")), new SlotCalls(blocks, TestContext.Current.CancellationToken));
        Assert.All(blocks.All, block => Assert.False(returns.AreElsewhere(block.Root)));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
