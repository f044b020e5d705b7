using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PluginHost.Lint.Compiling;

/// <summary>Compiles source as the .NET 10 file-based-app tooling does: C# 14, its <c>#:</c> directives, its implicit usings.</summary>
internal static class DriverCompilation
{
    /// <summary>Not the newest language that this compiler knows: a driver must compile in the editor too.</summary>
    public static readonly CSharpParseOptions Parsing =
        new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.None).WithFeatures([new("FileBasedProgram", "true")]);

    private static readonly SyntaxTree ImplicitUsings = Parse(new SourceFile(
        "ImplicitUsings.g.cs",
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """));

    /// <summary>Parses one file.</summary>
    public static SyntaxTree Parse(SourceFile file) => CSharpSyntaxTree.ParseText(SourceText.From(file.Text, Encoding.UTF8), Parsing, file.Path);

    /// <summary>Compiles files together, with the implicit usings.</summary>
    /// <param name="name">The assembly's name.</param>
    /// <param name="files">The parsed files.</param>
    /// <param name="references">What they compile against.</param>
    public static CSharpCompilation Create(string name, IReadOnlyList<SyntaxTree> files, IEnumerable<MetadataReference> references)
    {
        var kind = files.Any(HasTopLevelStatements) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        return CSharpCompilation.Create(
            name,
            files.Append(ImplicitUsings),
            references,
            new CSharpCompilationOptions(
                kind,
                optimizationLevel: OptimizationLevel.Release,
                deterministic: true,
                nullableContextOptions: NullableContextOptions.Enable,
                allowUnsafe: true));
    }

    /// <summary>The same without the implicit usings, for source that is older than they are.</summary>
    public static CSharpCompilation WithoutImplicitUsings(CSharpCompilation compilation) => compilation.RemoveSyntaxTrees(ImplicitUsings);

    /// <summary>Whether a file is a program of its own.</summary>
    public static bool HasTopLevelStatements(SyntaxTree file) =>
        ((CompilationUnitSyntax)file.GetRoot()).Members.Any(member => member is GlobalStatementSyntax);
}
