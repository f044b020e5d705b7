using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using PluginHost.Lint.Compiling;

namespace PluginHost.Unload.Tests.Building;

/// <summary>Builds one source file into a plugin's folder.</summary>
internal static class PluginBuild
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.Threading; global using System.Threading.Tasks; global using PluginHost;";

    private static readonly CSharpParseOptions Parsing = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);

    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ReferenceAssemblies.All,
        .. new[]
        {
            typeof(Polly.ResiliencePipeline),
            typeof(Microsoft.Extensions.DependencyInjection.ServiceProvider),
            typeof(Microsoft.Extensions.Configuration.ConfigurationBinder),
            typeof(Microsoft.Extensions.Configuration.ConfigurationBuilder),
            typeof(Microsoft.Extensions.Configuration.IConfiguration),
            typeof(Microsoft.Extensions.Options.IOptions<>),
            typeof(Microsoft.Extensions.Options.DataAnnotationValidateOptions<>),
            typeof(Microsoft.Extensions.Primitives.IChangeToken),
        }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    /// <param name="source">The file, without its ending, below the tests' output.</param>
    /// <param name="name">The name of the plugin's assembly.</param>
    /// <param name="folder">Where it goes; what lies there is overwritten.</param>
    public static void Write(string source, string name, string folder)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [Parse(Usings, "Usings.cs"), ParseFile("Sins/Common/SinDriver"), ParseFile(source)],
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error)));
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, name + ".dll"), assembly.ToArray());
        File.WriteAllText(Path.Combine(folder, name + ".deps.json"), Dependencies(name));
    }

    private static SyntaxTree ParseFile(string source) => Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, source + ".cs")), source + ".cs");

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Parsing, path);

    private static string Dependencies(string name) => $$"""
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" },
          "targets": { ".NETCoreApp,Version=v10.0": { "{{name}}/1.0.0": { "runtime": { "{{name}}.dll": {} } } } },
          "libraries": { "{{name}}/1.0.0": { "type": "project", "serviceable": false, "sha512": "" } }
        }
        """;
}
