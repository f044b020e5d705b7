using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Reporting;

/// <summary>Tells calls that somebody will read about from calls that nobody will.</summary>
internal static class Loggers
{
    /// <summary>Whether a call writes to a log, to the console or to a tracer that is still there in a release build.</summary>
    /// <param name="call">The call.</param>
    /// <param name="logMethods">Names given by an option: <c>Namespace.Type.Method</c>, with or without <c>M:</c> and parameters.</param>
    public static bool IsLog(IInvocationOperation call, IReadOnlyList<string> logMethods)
    {
        var method = call.TargetMethod.ReducedFrom ?? call.TargetMethod;
        if (IsDebugOnly(method))
        {
            return false;
        }

        return IsNamed(method, logMethods)
            || IsReportingName(method.Name)
            || TakesReports(method.ContainingType)
            || IsConsole(call, method)
            || method.GetAttributes().Any(one => one.AttributeClass?.Name == "LoggerMessageAttribute")
            || (call.Receiver() is { } receiver && (TakesReports(receiver.Type) || (receiver.NamedSymbol() is { } named && IsTaker(named.Name, method))));
    }

    /// <summary>Whether the compiler leaves out calls of the method in a release build.</summary>
    public static bool IsDebugOnly(IMethodSymbol method)
    {
        var conditions = method.GetAttributes()
            .Where(one => one.AttributeClass is { Name: "ConditionalAttribute", ContainingNamespace.Name: "Diagnostics" } && one.ConstructorArguments.Length == 1)
            .Select(one => one.ConstructorArguments[0].Value as string)
            .ToList();
        return conditions.Count > 0 && conditions.All(one => one == "DEBUG");
    }

    private static bool IsNamed(IMethodSymbol method, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return false;
        }

        var full = $"{method.ContainingType?.ToDisplayString()}.{method.Name}";
        foreach (var given in names)
        {
            var name = given.StartsWith("M:", StringComparison.Ordinal) ? given.Substring(2) : given;
            var parameters = name.IndexOf('(');
            if ((parameters < 0 ? name : name.Substring(0, parameters)) == full)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsReportingName(string name)
    {
        var words = Words.Of(name);
        for (var i = 0; i < words.Count; i++)
        {
            if (LogWords.Reports.Contains(words[i]) && !(i + 1 < words.Count && LogWords.NotAfterLog.Contains(words[i + 1])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TakesReports(ITypeSymbol? type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (LogWords.TakingTypes.Contains(current.Name) || Words.Any(current.Name, LogWords.Takers))
            {
                return true;
            }

            var space = current.ContainingNamespace?.ToDisplayString() ?? "";
            if (LogWords.Namespaces.Any(one => space == one || space.StartsWith(one + ".", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return type?.AllInterfaces.Any(one => one.Name == "ILogger") == true;
    }

    private static bool IsTaker(string symbol, IMethodSymbol method) =>
        Words.Any(symbol, LogWords.Takers) || (method.MethodKind == MethodKind.DelegateInvoke && IsReportingName(symbol));

    private static bool IsConsole(IInvocationOperation call, IMethodSymbol method) =>
        IsConsole(method.ContainingType)
            ? method.Name.StartsWith("Write", StringComparison.Ordinal)
            : call.Receiver() is IPropertyReferenceOperation { Property: { Name: "Error" or "Out" } stream } && IsConsole(stream.ContainingType);

    private static bool IsConsole(ITypeSymbol? type) => type is { Name: "Console", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
