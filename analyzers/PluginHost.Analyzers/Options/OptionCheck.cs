using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PluginHost.Analyzers.Options;

/// <summary>Finds the options that have no effect: misspelt keys, values that cannot be read, names of nothing.</summary>
internal static class OptionCheck
{
    private const string Prefix = "dotnet_code_quality.";

    /// <summary>What is wrong with the options of one file.</summary>
    public static IEnumerable<OptionProblem> Of(AnalyzerConfigOptions options, Compilation compilation)
    {
        foreach (var key in KeysOf(options).Where(IsOurs))
        {
            var parts = key.Split('.');
            var name = parts[parts.Length - 1];
            if (parts.Length != 3 || !OptionNames.All.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                yield return new OptionProblem(key, "there is no option of that name");
            }
            else if (options.TryGetValue(key, out var value) && OptionNames.Lists.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                foreach (var one in LifecycleOptions.Split(value).Where(one => !Names(name.ToLowerInvariant(), one, compilation)))
                {
                    yield return new OptionProblem(key, $"'{one}' names nothing here; several names are separated by |");
                }
            }
        }

        foreach (var problem in RuleIdentifiers.All.SelectMany(id => LifecycleOptions.Validate(options, id)))
        {
            yield return problem;
        }
    }

    private static bool IsOurs(string key) =>
        key.StartsWith(Prefix + "ph", StringComparison.OrdinalIgnoreCase)
        && key.Substring(Prefix.Length).Split('.')[0] is var scope
        && (scope.Length == 2 || RuleIdentifiers.All.Contains(scope, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> KeysOf(AnalyzerConfigOptions options)
    {
        try
        {
            return options.Keys;
        }
        catch (NotImplementedException)
        {
            // An editor that cannot list its keys can still be asked for each.
            return [];
        }
    }

    private static bool Names(string option, string name, Compilation compilation) => option switch
    {
        OptionNames.ClosingMethodNames => name.All(one => char.IsLetterOrDigit(one) || one == '_'),
        OptionNames.AdditionalResourceTypes or OptionNames.ExcludedResourceTypes or OptionNames.ExpectedCleanupExceptions => compilation.GetTypesByMetadataName(name).Length > 0,
        _ => DocumentationCommentId.GetSymbolsForDeclarationId(name, compilation).Length > 0
            || DocumentationCommentId.GetSymbolsForDeclarationId("M:" + name, compilation).Length > 0
            || (name.LastIndexOf('.') is > 0 and var dot && TypesNamed(name.Substring(0, dot), compilation).Any(type => type.GetMembers(name.Substring(dot + 1)).Length > 0)),
    };

    /// <summary>Members are named by what their type is called in source, nested types behind a dot and arguments in brackets.</summary>
    private static IEnumerable<INamedTypeSymbol> TypesNamed(string name, Compilation compilation)
    {
        var simple = name.Split('<')[0];
        simple = simple.Substring(simple.LastIndexOf('.') + 1);
        return compilation.GetTypesByMetadataName(name)
            .Concat(compilation.GetSymbolsWithName(simple, SymbolFilter.Type).OfType<INamedTypeSymbol>().Where(type => type.ToDisplayString() == name));
    }
}
