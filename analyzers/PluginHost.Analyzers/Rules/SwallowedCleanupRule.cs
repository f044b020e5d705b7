using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Reporting;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0003: what goes wrong in closing a connection is seen by nobody.</summary>
internal sealed class SwallowedCleanupRule : LifecycleRule
{
    private const string Title = "Exception from connection cleanup is swallowed";
    private const string Description =
        "A close that fails is the first sign of a leak, and often the only one. Log the exception, or let it out; an empty handler hides it until descriptors run out.";

    private static readonly DiagnosticDescriptor Swallowed = Descriptors.Warning(RuleIdentifiers.SwallowedCleanupException, Title, "What '{0}' throws is swallowed here", Description);
    private static readonly DiagnosticDescriptor Skipping = Descriptors.Warning(RuleIdentifiers.SwallowedCleanupException, Title, "What '{0}' throws is swallowed here, and '{1}' behind it is skipped", Description);
    private static readonly DiagnosticDescriptor Discarded = Descriptors.Warning(RuleIdentifiers.SwallowedCleanupException, Title, "The task of '{0}' is discarded, and with it what goes wrong in closing", Description);
    private static readonly DiagnosticDescriptor Unasked = Descriptors.Warning(RuleIdentifiers.SwallowedCleanupException, Title, "The continuation never looks at the exception of '{0}'", Description);
    private static readonly DiagnosticDescriptor Suppressed = Descriptors.Warning(RuleIdentifiers.SwallowedCleanupException, Title, "SuppressThrowing swallows what '{0}' throws", Description);
    private static readonly DiagnosticDescriptor AsyncVoid = Descriptors.Warning(RuleIdentifiers.SwallowedCleanupException, Title, "'{1}' is async void, so nobody can catch what '{0}' throws", Description);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Swallowed, Skipping, Discarded, Unasked, Suppressed, AsyncVoid, NotAnalysed.Descriptor);

    public SwallowedCleanupRule()
        : base(RuleIdentifiers.SwallowedCleanupException)
    {
    }

    public override void Begin(RuleStart start, LifecycleContext context)
    {
        var calls = new ClosingCalls(context);
        start.EachOperation(one => ExamineTry(one, calls.For(one.CancellationToken)), OperationKind.Try);
        start.EachOperation(one => ExamineCall(one, calls.For(one.CancellationToken)), OperationKind.Invocation);
        start.EachOperation(one => ExamineMethod(one, calls.For(one.CancellationToken)), OperationKind.MethodBody, OperationKind.LocalFunction);
    }

    private static void ExamineTry(OperationAnalysisContext context, ClosingCalls calls)
    {
        var operation = (ITryOperation)context.Operation;
        CleanupTry? cleanup = null;
        foreach (var clause in operation.Catches)
        {
            if (Handlers.IsReported(clause, calls.SettingsFor(clause).LogMethods))
            {
                continue;
            }

            var filter = CatchFilter.Of(clause);
            if (filter.LooksInto)
            {
                continue;
            }

            cleanup ??= CleanupTry.Read(operation, context.ContainingSymbol, calls);
            if (cleanup is null)
            {
                return;
            }

            if (ExpectedExceptions.AreAll(clause, filter, cleanup, calls) || HandlerAnswer.Aborts(clause, cleanup, calls) || HandlerAnswer.TellsCaller(clause, context.ContainingSymbol)
                || SkippedCleanup.IsFarewell(cleanup, clause, calls))
            {
                continue;
            }

            Report(context, clause, cleanup, SkippedCleanup.Find(cleanup, clause, calls));
        }
    }

    private static void Report(OperationAnalysisContext context, ICatchClauseOperation clause, CleanupTry cleanup, ClosingCall? skipped)
    {
        var place = clause.Syntax is CatchClauseSyntax syntax ? syntax.CatchKeyword.GetLocation() : clause.Syntax.GetLocation();
        var (first, related) = (cleanup.Closings[0], cleanup.Closings.Select(one => one.Call.Syntax.GetLocation()));
        context.ReportDiagnostic(skipped is null
            ? Diagnostic.Create(Swallowed, place, related, first.Display)
            : Diagnostic.Create(Skipping, place, [skipped.Call.Syntax.GetLocation(), .. related], Skip.Marks, first.Display, skipped.Display));
    }

    private static void ExamineCall(OperationAnalysisContext context, ClosingCalls calls)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!UnobservedClosing.IsTask(call.Type) && call.TargetMethod.Name != "ConfigureAwait")
        {
            return;
        }

        if (UnobservedClosing.Suppressed(call, calls) is { } suppressed)
        {
            context.ReportDiagnostic(Diagnostic.Create(Suppressed, call.Syntax.GetLocation(), suppressed.Display));
        }
        else if (UnobservedClosing.Unasked(call, calls) is { } unasked)
        {
            var name = (call.Syntax as InvocationExpressionSyntax)?.Expression switch
            {
                MemberAccessExpressionSyntax access => (SyntaxNode)access.Name,
                MemberBindingExpressionSyntax binding => binding.Name,
                _ => call.Syntax,
            };
            context.ReportDiagnostic(Diagnostic.Create(Unasked, name.GetLocation(), unasked.Display));
        }
        else if (UnobservedClosing.IsDiscarded(call) && (calls.Find(call) ?? UnobservedClosing.InBackground(call, calls)) is { } closing)
        {
            context.ReportDiagnostic(Diagnostic.Create(Discarded, call.Syntax.GetLocation(), Discard.Marks, closing.Display));
        }
    }

    private static void ExamineMethod(OperationAnalysisContext context, ClosingCalls calls)
    {
        var method = context.Operation is ILocalFunctionOperation local ? local.Symbol : context.ContainingSymbol as IMethodSymbol;
        if (method is not null && UnobservedClosing.InAsyncVoid(method, context.Operation, calls) is { } closing)
        {
            var place = method.Locations.FirstOrDefault(one => one.SourceTree == context.Operation.Syntax.SyntaxTree) ?? context.Operation.Syntax.GetLocation();
            context.ReportDiagnostic(Diagnostic.Create(AsyncVoid, place, closing.Display, method.Name));
        }
    }

    /// <summary>Tells the fix that a task is dropped.</summary>
    internal static class Discard
    {
        public const string Key = "discarded";

        public static readonly ImmutableDictionary<string, string?> Marks = ImmutableDictionary<string, string?>.Empty.Add(Key, "");
    }

    /// <summary>Tells the fix that the first additional location is a skipped close.</summary>
    internal static class Skip
    {
        public const string Key = "skipped";

        public static readonly ImmutableDictionary<string, string?> Marks = ImmutableDictionary<string, string?>.Empty.Add(Key, "");
    }
}
