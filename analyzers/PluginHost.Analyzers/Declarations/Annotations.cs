using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Declarations;

/// <summary>
/// What authors say about ownership with attributes: JetBrains', RLC's and ours, known by their simple names in any
/// namespace, so that nobody has to depend on us.
/// </summary>
internal static class Annotations
{
    /// <summary>What a parameter says; <see cref="ParameterUse.Unknown"/> when it says nothing.</summary>
    public static ParameterUse Of(IParameterSymbol parameter)
    {
        foreach (var attribute in parameter.GetAttributes())
        {
            switch (Name(attribute))
            {
                case "Disposes" or "HandlesResourceDisposal":
                    return ParameterUse.Disposes;
                case "Owned" or "Owning":
                    return ParameterUse.Stores;
                case "Borrowed" or "NotOwning":
                    return ParameterUse.Borrows;
                case "MustCallAlias":
                    return ParameterUse.Returns;
            }
        }

        return ParameterUse.Unknown;
    }

    /// <summary>Whether the caller owns what a method or constructor gives; <see langword="null"/> when nothing says so.</summary>
    public static bool? IsResultOwned(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes().Concat(method.GetReturnTypeAttributes()))
        {
            switch (Name(attribute))
            {
                case "MustDisposeResource":
                    return IsTrue(attribute);
                case "Owned" or "Owning":
                    return true;
                case "Borrowed" or "NotOwning":
                    return false;
            }
        }

        return null;
    }

    /// <summary>Whether a field's holder must close it; <see langword="null"/> when nothing says so.</summary>
    public static bool? IsOwned(ISymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            switch (Name(attribute))
            {
                case "Owned" or "Owning" or "MustDisposeResource":
                    return IsTrue(attribute);
                case "Borrowed" or "NotOwning" or "HandlesResourceDisposal":
                    return false;
            }
        }

        return null;
    }

    /// <summary>Whether values of a type must be disposed; <see langword="null"/> when nothing says so.</summary>
    public static bool? IsResource(ITypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (Name(attribute) == "MustDisposeResource")
            {
                return IsTrue(attribute);
            }
        }

        return null;
    }

    /// <summary>Whether a method says that it lets its object go.</summary>
    public static bool Disposes(IMethodSymbol method) => method.GetAttributes().Any(attribute => Name(attribute) is "Disposes" or "HandlesResourceDisposal");

    private static string? Name(AttributeData attribute) =>
        attribute.AttributeClass?.Name is { } name && name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : attribute.AttributeClass?.Name;

    private static bool IsTrue(AttributeData attribute) =>
        attribute.ConstructorArguments.IsEmpty || attribute.ConstructorArguments[0].Value is not false;
}
