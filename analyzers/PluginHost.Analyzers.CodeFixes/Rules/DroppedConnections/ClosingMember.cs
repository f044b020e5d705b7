using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Apis;

namespace PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

/// <summary>How a type is closed: <c>Dispose</c> where it can be called, else <c>Close</c>, <c>Stop</c> or <c>Abort</c> where that means the same.</summary>
internal static class ClosingMember
{
    private static readonly string[] Names = ["Dispose", "Close", "Stop", "Abort"];

    /// <summary>The method that closes at once; <see langword="null"/> where there is none.</summary>
    public static string? Of(ITypeSymbol type, SemanticModel model, int position)
    {
        var apis = new KnownApis(model.Compilation);
        return Names.FirstOrDefault(name => Find(type, name, model, position) is { ReturnsVoid: true } method && apis.RoleOf(method, type).HasFlag(ApiRole.Cleanup));
    }

    /// <summary>Whether it can be awaited too.</summary>
    public static bool IsAsync(ITypeSymbol type, SemanticModel model, int position) =>
        Find(type, "DisposeAsync", model, position) is { ReturnType.Name: "ValueTask" or "Task" };

    private static IMethodSymbol? Find(ITypeSymbol type, string name, SemanticModel model, int position) =>
        model.LookupSymbols(position, type, name).OfType<IMethodSymbol>().FirstOrDefault(method => method is { IsStatic: false, Parameters.IsEmpty: true });
}
