using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Ownership;

namespace PluginHost.Analyzers.Time;

/// <summary>Follows a token back to the sources that can cancel it.</summary>
internal sealed class TokenOrigins(Durations durations, SourceBodies bodies, TypeBlocks blocks)
{
    /// <summary>How many values are looked at for one token; whoever links more is not followed further.</summary>
    private const int MostSteps = 64;

    public static bool IsToken(ITypeSymbol? type) => type is { Name: "CancellationToken", ContainingNamespace.Name: "Threading" };

    public static bool IsSource(ITypeSymbol? type) => type is { Name: "CancellationTokenSource", ContainingNamespace.Name: "Threading" };

    /// <summary>The limits of the contract, which hold a whole exchange.</summary>
    public static bool IsDeadline(ITypeSymbol? type) => type is { Name: "Deadline" or "ReadWait", ContainingNamespace: { Name: "PluginHost", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Where a token, a source or a deadline comes from.</summary>
    /// <param name="value">The token, source or deadline.</param>
    /// <param name="block">Where it stands.</param>
    /// <param name="isInside">Tells what runs afresh in each pass.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public TokenOrigin Of(IOperation value, CodeBlock block, Func<IOperation, bool> isInside, CancellationToken cancellationToken)
    {
        var search = new Search(durations, bodies, blocks, block, isInside, cancellationToken);
        search.Open.Push(value);
        for (var step = 0; step < MostSteps && search.Open.Count > 0; step++)
        {
            search.Visit(search.Open.Pop().Unwrap());
        }

        return new TokenOrigin(search.IsArmedOutside, search.ArmedInside, search.Limit, search.Parameters, search.ArmedBefore, search.IsLinked);
    }

    private sealed class Search(Durations durations, SourceBodies bodies, TypeBlocks blocks, CodeBlock block, Func<IOperation, bool> isInside, CancellationToken cancellationToken)
    {
        private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

        public Stack<IOperation> Open { get; } = new();

        public List<IParameterSymbol> Parameters { get; } = [];

        public List<Arming> ArmedBefore { get; } = [];

        public bool IsArmedOutside { get; private set; }

        public bool IsLinked { get; private set; }

        public IOperation? ArmedInside { get; private set; }

        public Duration Limit { get; private set; } = Duration.Unknown;

        public void Visit(IOperation value)
        {
            switch (value)
            {
                case IPropertyReferenceOperation { Property.Name: "Token", Instance: { } source }:
                    Open.Push(source);
                    break;
                case IObjectCreationOperation creation when IsSource(creation.Type):
                    if (creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0) is { } time)
                    {
                        Arm(creation, time.Value);
                    }

                    break;
                case IInvocationOperation { TargetMethod.Name: "CreateLinkedTokenSource" } link:
                    IsLinked = true;
                    foreach (var argument in link.Arguments)
                    {
                        Open.Push(argument.Value);
                    }

                    break;
                case IArrayCreationOperation { Initializer: { } initializer }:
                    foreach (var element in initializer.ElementValues)
                    {
                        Open.Push(element);
                    }

                    break;
                case IConditionalOperation { WhenFalse: { } other } choice:
                    Open.Push(choice.WhenTrue);
                    Open.Push(other);
                    break;
                case ICoalesceOperation choice:
                    Open.Push(choice.Value);
                    Open.Push(choice.WhenNull);
                    break;
                case IInvocationOperation call when IsDeadline(call.Type):
                    VisitDeadline(call);
                    break;
                case IInvocationOperation call when IsSource(call.Type) || IsToken(call.Type):
                    VisitFactory(call);
                    break;
                case IParameterReferenceOperation parameter when IsDeadline(parameter.Type):
                    IsArmedOutside = true;
                    break;
                case IParameterReferenceOperation parameter when IsToken(parameter.Type) || IsSource(parameter.Type):
                    VisitSymbol(parameter.Parameter);
                    Parameters.Add(parameter.Parameter);
                    break;
                case ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation when value.NamedSymbol() is { } symbol:
                    VisitSymbol(symbol);
                    break;
            }
        }

        private void VisitSymbol(ISymbol symbol)
        {
            if (!_seen.Add(symbol))
            {
                return;
            }

            var values = symbol is ILocalSymbol or IParameterSymbol ? block.ValuesOf(symbol) : [.. blocks.ValuesOf(symbol).Select(one => one.Value)];
            foreach (var value in values)
            {
                Open.Push(value);
            }

            if (IsDeadline(symbol.Type()) && values.Count == 0)
            {
                IsArmedOutside = true;
            }

            foreach (var one in symbol is ILocalSymbol or IParameterSymbol ? [block] : blocks.All)
            {
                foreach (var call in one.Calls)
                {
                    if (call is { TargetMethod.Name: "CancelAfter", Arguments: { Length: 1 } time } && SymbolEqualityComparer.Default.Equals(call.Instance?.BehindNullTest().NamedSymbol(), symbol))
                    {
                        Arm(call, time[0].Value);
                    }
                }
            }
        }

        /// <summary><c>source.Start(limit, stop)</c>, <c>budget.Start(deadline)</c>, <c>deadline.Shorten(limit)</c>.</summary>
        private void VisitDeadline(IInvocationOperation call)
        {
            foreach (var argument in call.Arguments)
            {
                if (Durations.IsTimeSpan(argument.Value.Type))
                {
                    Arm(call, argument.Value);
                }
                else
                {
                    Open.Push(argument.Value);
                }
            }

            if (call.Instance is { } parent && IsDeadline(parent.Type))
            {
                Open.Push(parent);
            }
        }

        /// <summary>A method of the user's own that makes a source with a limit.</summary>
        private void VisitFactory(IInvocationOperation call)
        {
            foreach (var argument in call.Arguments.Where(argument => IsToken(argument.Value.Type)))
            {
                Open.Push(argument.Value);
            }

            if (bodies.Of(call.TargetMethod, cancellationToken) is not { } body)
            {
                return;
            }

            var inner = new CodeBlock(call.TargetMethod, body);
            foreach (var operation in inner.Operations)
            {
                var time = operation switch
                {
                    IInvocationOperation { TargetMethod.Name: "CancelAfter", Arguments: { Length: 1 } arguments } => arguments[0].Value,
                    IObjectCreationOperation { Arguments: { IsEmpty: false } arguments } creation when IsSource(creation.Type) => arguments[0].Value,
                    _ => null,
                };
                if (time is not null)
                {
                    Arm(call, null, durations.Of(time, TimeUnit.Milliseconds, inner));
                }
            }
        }

        private void Arm(IOperation by, IOperation time) => Arm(by, time, durations.Of(time, TimeUnit.Milliseconds, block));

        private void Arm(IOperation by, IOperation? time, Duration limit)
        {
            if (limit.IsEndless)
            {
                return;
            }

            if (isInside(by))
            {
                (ArmedInside, Limit) = (by, limit);
            }
            else
            {
                IsArmedOutside = true;
                ArmedBefore.Add(new Arming(by, time, limit));
            }
        }
    }
}
