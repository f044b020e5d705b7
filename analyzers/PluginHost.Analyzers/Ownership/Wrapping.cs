using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Ownership;

/// <summary>Knows which constructors of the framework take over what they are given.</summary>
internal static class Wrapping
{
    /// <summary>Types whose first argument is what they wrap, and which close it unless told otherwise.</summary>
    private static readonly HashSet<string> Owners = new(StringComparer.Ordinal)
    {
        "SslStream", "NegotiateStream", "StreamReader", "StreamWriter", "BinaryReader", "BinaryWriter", "BufferedStream", "GZipStream", "DeflateStream", "BrotliStream",
        "ZLibStream", "CryptoStream", "StreamContent", "HttpClient", "ZipArchive", "DelegatingHandler",
    };

    /// <summary>The role of a constructor for one of its parameters, as far as the arguments do not say otherwise.</summary>
    public static WrapperRole Of(IMethodSymbol constructor, IParameterSymbol parameter)
    {
        if (parameter.Ordinal != 0 || parameter.Type.IsValueType || parameter.Type.SpecialType != SpecialType.None)
        {
            return WrapperRole.None;
        }

        var type = constructor.ContainingType;
        return type.Name switch
        {
            "NetworkStream" => WrapperRole.Views,
            var name when Owners.Contains(name) && Framework.Has(type) => WrapperRole.Owns,
            _ => WrapperRole.None,
        };
    }

    /// <summary>The role of a creation for its first argument, with what <c>leaveOpen</c>, <c>ownsSocket</c> and their kin say.</summary>
    public static WrapperRole Of(IObjectCreationOperation creation)
    {
        if (creation.Constructor is not { Parameters: { IsEmpty: false } parameters } constructor)
        {
            return WrapperRole.None;
        }

        var role = Of(constructor, parameters[0]);
        if (role == WrapperRole.None)
        {
            return role;
        }

        foreach (var argument in creation.Arguments)
        {
            switch (argument.Parameter?.Name)
            {
                case "leaveOpen" or "leaveInnerStreamOpen":
                    return IsFalse(argument.Value) ? WrapperRole.Owns : WrapperRole.Views;
                case "ownsSocket" or "disposeHandler":
                    return IsFalse(argument.Value) ? WrapperRole.Views : WrapperRole.Owns;
            }
        }

        return role;
    }

    /// <summary>Whether what a creation makes, or a wrapper that it makes it of, is told to leave open what it stands on.</summary>
    public static bool LeavesOpen(IObjectCreationOperation creation)
    {
        for (var made = creation; made is not null && Of(made) is not WrapperRole.None and var role; made = made.Arguments[0].Value.Unwrap() as IObjectCreationOperation)
        {
            if (role == WrapperRole.Views && made.Arguments.All(argument => argument.Parameter?.Type.SpecialType != SpecialType.System_Boolean || argument.Value.ConstantValue.HasValue))
            {
                return true;
            }

            if (made.Arguments.IsEmpty)
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsFalse(IOperation value) => value.ConstantValue is { HasValue: true, Value: false };
}
