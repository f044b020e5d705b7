using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Flow;

internal sealed partial class StepBuilder
{
    /// <summary>What does not resolve may close or keep whatever it mentions, also what it is given by the operations below it.</summary>
    private void GiveUp(IOperation part)
    {
        foreach (var child in part.ChildOperations)
        {
            HandOver(part, ValueOf(child));
        }

        if (!part.IsInUnresolved())
        {
            var names = Unresolved.NamesIn(part);
            foreach (var slot in _tables.Slots.Select((slot, i) => (slot.Symbol, Slot: i)).Where(one => one.Symbol is { } symbol && names.Contains(symbol.Name)).ToList())
            {
                Add(new Step(StepKind.HandOver, part, slot.Slot));
            }

            if (ClosesThis(part.Syntax))
            {
                GiveUpMembers(part);
            }
        }

        Add(new Step(StepKind.MayThrow, part));
    }

    /// <summary>A method of a base class or of another part of the type, of which nothing is known but its name.</summary>
    private static bool ClosesThis(SyntaxNode part) => part.DescendantNodesAndSelf().Any(node => node switch
    {
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => IsClosing(name),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax } access => IsClosing(access.Name),
        ArgumentSyntax { Expression: ThisExpressionSyntax, Parent.Parent: InvocationExpressionSyntax { Expression: var called } } => called.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(IsClosing),
        _ => false,
    });

    private static bool IsClosing(SimpleNameSyntax name) => ClosingWords.VerbOf(name.Identifier.ValueText, []) is not null || ClosingWords.IsHelper(name.Identifier.ValueText);

    private void GiveUpMembers(IOperation part)
    {
        foreach (var member in OwnMembers.Of(_type).Where(member => _context.Types.MayBeHeldIn(OwnMembers.TypeOf(member))))
        {
            Add(new Step(StepKind.HandOver, part, _tables.FieldSlot(member, () => new Group(null, member, _context.Types.KindOf(OwnMembers.TypeOf(member))))));
        }
    }
}
