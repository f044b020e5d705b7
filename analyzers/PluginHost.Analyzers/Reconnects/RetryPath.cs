using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Reconnects;

/// <summary>The way from a failed connect through its handler back to the next try.</summary>
/// <param name="Loop">The loop that tries again.</param>
/// <param name="Passed">What runs on the way, besides the handler itself.</param>
internal sealed record RetryPath(LoopRegion Loop, IReadOnlyList<IOperation> Passed)
{
    /// <summary>Follows the way; <see langword="null"/> where it leaves the loop, or where there is none that tries the same again.</summary>
    public static RetryPath? Of(IOperation connect, ITryOperation attempt, ICatchClauseOperation clause, CodeBlock block)
    {
        var end = FailureHandlers.EndOf(clause.Handler);
        if (end is HandlerEnd.Throws or HandlerEnd.Leaves)
        {
            return null;
        }

        var passed = new List<IOperation>();
        var isBehind = false;
        var inner = connect;
        foreach (var above in connect.Ancestors())
        {
            switch (above)
            {
                case IAnonymousFunctionOperation or ILocalFunctionOperation or IForEachLoopOperation:
                    return null;
                case ILoopOperation loop when isBehind:
                    var region = block.RegionOf(loop);
                    if (loop is IForLoopOperation counted)
                    {
                        passed.AddRange(counted.AtLoopBottom);
                    }

                    if (region.Condition is { } condition)
                    {
                        passed.Add(condition);
                    }

                    return new RetryPath(region, passed);
                case IBlockOperation or ISwitchCaseOperation:
                    var siblings = above.ChildOperations.ToList();
                    var at = siblings.IndexOf(inner);
                    passed.AddRange(siblings.Take(at));
                    if (isBehind && end == HandlerEnd.Falls)
                    {
                        passed.AddRange(siblings.Skip(at + 1));
                        if (siblings.Skip(at + 1).Any(one => FailureHandlers.EndOf(one) is HandlerEnd.Leaves or HandlerEnd.Throws))
                        {
                            return null;
                        }
                    }

                    break;
                case ITryOperation other when other.Body == inner:
                    if (other.Finally is { } last)
                    {
                        passed.Add(last);
                    }

                    isBehind |= other == attempt;
                    break;
                case IConditionalOperation choice when choice.Condition != inner:
                    passed.Add(choice.Condition);
                    break;
            }

            inner = above;
        }

        return null;
    }
}
