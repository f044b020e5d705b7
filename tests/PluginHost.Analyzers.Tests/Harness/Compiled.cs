using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PluginHost.Analyzers.Tests.Harness;

/// <summary>Compiles the source of a test in the newest C# that the compiler knows, against the framework and the driver contract.</summary>
internal static class Compiled
{
    /// <summary>What each source of a test may name without a using of its own.</summary>
    public const string Usings = """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.Data.Common;
        global using System.Diagnostics;
        global using System.IO;
        global using System.IO.Pipelines;
        global using System.IO.Pipes;
        global using System.Linq;
        global using System.Net;
        global using System.Net.Http;
        global using System.Net.Security;
        global using System.Net.Sockets;
        global using System.Net.WebSockets;
        global using System.Text;
        global using System.Threading;
        global using System.Threading.Channels;
        global using System.Threading.Tasks;
        global using Microsoft.Extensions.Logging;
        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation From(IEnumerable<string> sources, OutputKind kind = OutputKind.DynamicallyLinkedLibrary) => CSharpCompilation.Create(
        "Subject",
        sources.Append(Usings).Select((source, i) => CSharpSyntaxTree.ParseText(
            source, new CSharpParseOptions(LanguageVersion.Latest), path: $"/subject/Source{i}.cs", encoding: System.Text.Encoding.UTF8)),
        References,
        new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Annotations, allowUnsafe: true));

    /// <summary>Fails with the compiler's own words where the source of a test is wrong.</summary>
    public static CSharpCompilation WithoutErrors(this CSharpCompilation compilation)
    {
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, string.Join('\n', errors));
        return compilation;
    }
}
