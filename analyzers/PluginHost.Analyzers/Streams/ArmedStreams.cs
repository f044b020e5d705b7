using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Streams;

/// <summary>Finds the armed sources whose token cancels the reads of a loop that has no end.</summary>
internal sealed class ArmedStreams(TypeBlocks blocks, TokenOrigins origins, Durations durations)
{
    private static readonly IReadOnlyList<TotalLimit> None = [];

    public IReadOnlyList<TotalLimit> Of(EndlessLoop loop, CancellationToken cancellationToken)
    {
        if (!loop.IsSure || Purposes.EndsByName(loop.Region.Loop, loop.Region.Block))
        {
            return None;
        }

        var (region, found) = (loop.Region, new List<TotalLimit>());
        var tested = Tested(region, cancellationToken);
        foreach (var token in Tokens(loop))
        {
            var origin = origins.Of(token, region.Block, region.Contains, cancellationToken);
            if (origin.ArmedInside is not null)
            {
                return None;
            }

            // "while (!limit.IsCancellationRequested)": for so long it shall run.
            if (tested is { IsArmedOutside: true } && !(tested.IsLinked && loop.IsNamed))
            {
                return None;
            }

            found.AddRange(origin.ArmedBefore.Where(arming => IsTotal(arming, region, region.Block)).Select(arming => new TotalLimit(arming.By, arming.Limit, loop)));
            if (loop.IsNamed)
            {
                found.AddRange(origin.Parameters.SelectMany(parameter => OfCallers(parameter, loop, cancellationToken)));
            }
        }

        return found;
    }

    private static IEnumerable<IOperation> Tokens(EndlessLoop loop) => loop.Reads.OfType<IInvocationOperation>()
        .SelectMany(read => read.Arguments)
        .Where(argument => argument.ArgumentKind == ArgumentKind.Explicit && TokenOrigins.IsToken(argument.Value.Type))
        .Select(argument => argument.Value);

    /// <summary>Where the token comes from that the loop itself looks at.</summary>
    private TokenOrigin? Tested(LoopRegion region, CancellationToken cancellationToken)
    {
        var all = LoopExits.Conditions(region)
            .Select(condition => condition.Unwrap())
            .OfType<IPropertyReferenceOperation>()
            .Where(test => test is { Property.Name: "IsCancellationRequested", Instance: not null })
            .Select(test => origins.Of(test.Instance!, region.Block, region.Contains, cancellationToken))
            .ToList();
        return all.FirstOrDefault(origin => origin.IsArmedOutside) ?? all.FirstOrDefault();
    }

    /// <summary>The sources that the type's own calls give a private method, or a local function, for a token.</summary>
    private IEnumerable<TotalLimit> OfCallers(IParameterSymbol parameter, EndlessLoop loop, CancellationToken cancellationToken)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method || !method.IsSeenWhole())
        {
            yield break;
        }

        foreach (var (block, call) in blocks.CallsOf(method))
        {
            var given = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal && argument.ArgumentKind == ArgumentKind.Explicit)?.Value;
            if (given is null || Purposes.EndsByName(call, block))
            {
                continue;
            }

            foreach (var arming in origins.Of(given, block, _ => false, cancellationToken).ArmedBefore.Where(arming => IsTotal(arming, null, block) && arming.By.FunctionAround(block) == call.FunctionAround(block)))
            {
                yield return new TotalLimit(arming.By, arming.Limit, loop);
            }
        }
    }

    private bool IsTotal(Arming arming, LoopRegion? region, CodeBlock block)
    {
        var home = blocks.All.FirstOrDefault(one => one.Root.Syntax.SyntaxTree == arming.By.Syntax.SyntaxTree && one.Root.Syntax.Span.Contains(arming.By.Syntax.Span));
        if (home is null || Purposes.IsAsked(arming.Time ?? arming.By, home) || Purposes.EndsByName(arming.By, home) || !(region is null || Begins(arming.By, home, region)))
        {
            return false;
        }

        return SourceOf(arming.By) is not { } source || (source is ILocalSymbol ? [block] : blocks.All).All(one => !IsDisarmed(source, one, region, arming.By.FunctionAround(home)));
    }

    /// <summary>Whether the time begins where the loop is begun: in its function, in one around it, or with the object.</summary>
    private static bool Begins(IOperation arming, CodeBlock home, LoopRegion region) =>
        home == region.Block ? arming.FunctionAround(home) is var function && (function == home.Root || function.Syntax.Span.Contains(region.Loop.Syntax.Span))
            : home.Owner is IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Constructor };

    /// <summary>What holds the source: the local or field that it is written to, or on which <c>CancelAfter</c> is called.</summary>
    private static ISymbol? SourceOf(IOperation arming) => arming switch
    {
        IInvocationOperation { TargetMethod.Name: "CancelAfter", Instance: { } instance } => instance.BehindNullTest().NamedSymbol(),
        _ => arming.ParentBehindWrapping() switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation assignment => assignment.Target.NamedSymbol(),
            IFieldInitializerOperation { InitializedFields: { IsEmpty: false } fields } => fields[0],
            _ => null,
        },
    };

    /// <summary>Whether the time is taken back or begun anew: by a time without end, by a helper, by whoever is given the source.</summary>
    private bool IsDisarmed(ISymbol source, CodeBlock block, LoopRegion? region, IOperation armingFunction)
    {
        return block.Operations.Any(operation => operation switch
        {
            IInvocationOperation { TargetMethod.Name: "CancelAfter", Arguments: { Length: 1 } arguments } again when Is(again.Instance) =>
                durations.Of(arguments[0].Value, TimeUnit.Milliseconds, block).IsEndless || again.FunctionAround(block) != armingFunction,
            IInvocationOperation { TargetMethod.Name: "TryReset" } reset => Is(reset.Instance),
            IArgumentOperation { Parent: IInvocationOperation } argument => Is(argument.Value) && region?.Contains(argument) != false,
            _ => false,
        });

        bool Is(IOperation? named) => SymbolEqualityComparer.Default.Equals(named?.BehindNullTest().NamedSymbol(), source);
    }
}
