using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.DriverCode;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0014 and PH0015: what a driver must leave to its host, and what keeps its code loaded when it is replaced.</summary>
internal sealed class DriverCodeRule() : LifecycleRule(RuleIdentifiers.OpenedRoundHost)
{
    private static readonly DiagnosticDescriptor RoundHost = Descriptors.Warning(
        RuleIdentifiers.OpenedRoundHost,
        "Connection opened round the host",
        "A driver takes its connections from the host: '{0}' of its own is in no ledger, and nobody closes it when the driver fails",
        "The host lends every connection, counts it, limits it and closes it. What a driver opens by itself escapes all of this, and a host that finds it stops the device.");

    private static readonly DiagnosticDescriptor Pinned = Descriptors.Warning(
        RuleIdentifiers.KeepsGenerationLoaded,
        "Code that keeps its plugin generation loaded",
        "'{0}' keeps this driver's code loaded after it was replaced: {1}",
        "A driver's code is replaced while the host runs. What leaves a reference to the old code in a cache, an event or a thread of the whole process keeps every old generation in memory.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(RoundHost, Pinned);

    public override void Begin(RuleStart start, LifecycleContext context)
    {
        var driver = new DriverCompilation(start.Compilation);
        if (!driver.MayDeclareDriver)
        {
            return;
        }

        var connections = new OwnConnections(start.Compilation);
        var pins = new Pins(start.Compilation);
        start.EachOperation(
            one =>
            {
                if (connections.Of(one.Operation) is { } opened && driver.DeclaresDriver(one.CancellationToken))
                {
                    one.ReportDiagnostic(Diagnostic.Create(RoundHost, one.Operation.Syntax.GetLocation(), opened.Name));
                }
            },
            OperationKind.ObjectCreation, OperationKind.Invocation);
        start.EachOperation(
            one =>
            {
                if (pins.Of(one.Operation, one.ContainingSymbol.ContainingType) is { } pin && driver.DeclaresDriver(one.CancellationToken))
                {
                    one.ReportDiagnostic(Diagnostic.Create(Pinned, one.Operation.Syntax.GetLocation(), pin.Name, pin.Remedy));
                }
            },
            OperationKind.ObjectCreation, OperationKind.Invocation, OperationKind.EventAssignment, OperationKind.DynamicInvocation, OperationKind.DynamicMemberReference,
            OperationKind.DynamicObjectCreation, OperationKind.DynamicIndexerAccess);
    }
}
