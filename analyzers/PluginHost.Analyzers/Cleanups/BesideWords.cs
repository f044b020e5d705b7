using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Cleanups;

/// <summary>Calls that are often part of a cleanup and are not network traffic: of threads and tasks, collections, times and other plain values.</summary>
internal static class BesideWords
{
    private static readonly ISet<string> Names = Words.Set("Cancel", "Flush", "Join", "Interrupt", "Set", "Reset", "Complete", "Clear", "Dispose", "SuppressFinalize", "ConfigureAwait", "AsTask");

    private static readonly ISet<string> Tests = Words.Set("Is", "Has", "Can");

    private static readonly ISet<string> Events = Words.Set("On", "Raise", "Fire", "Notify");

    private static readonly IReadOnlyList<string> Namespaces = ["System.Threading", "System.Threading.Tasks", "System.Collections.Generic", "System.Collections.Concurrent", "System.Collections", "System"];

    public static bool IsBeside(IMethodSymbol method)
    {
        if (method.MethodKind is MethodKind.DelegateInvoke or MethodKind.PropertyGet or MethodKind.EventRaise)
        {
            return true;
        }

        var words = Words.Of(method.Name);
        return (words.Count > 0 && (Names.Contains(words[0]) || Tests.Contains(words[0]) || Events.Contains(words[0])))
            || method.ContainingType is { SpecialType: SpecialType.System_Object or SpecialType.System_String }
            || (method.Locations.All(one => one.IsInMetadata) && Namespaces.Contains(method.ContainingType?.ContainingNamespace?.ToDisplayString() ?? ""));
    }
}
