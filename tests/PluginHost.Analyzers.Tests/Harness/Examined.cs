using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Options;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Tests.Harness;

/// <summary>A type of a test's source as the rules are shown it, for a look at one part of them.</summary>
internal sealed class Examined
{
    private Examined(CSharpCompilation compilation, TypeBlocks blocks)
    {
        var provider = new FixedOptions(ImmutableDictionary<string, string>.Empty);
        (Blocks, Types) = (blocks, ResourceTypes.Create(compilation, [], []));
        Context = new LifecycleContext(compilation, Types, new LifecycleOptions(provider.GlobalOptions, RuleIdentifiers.NotAnalysed), provider);
    }

    public TypeBlocks Blocks { get; }

    public ResourceTypes Types { get; }

    public LifecycleContext Context { get; }

    /// <summary>The only type of a source, with the bodies of its methods.</summary>
    public static Examined Of(string source)
    {
        var compilation = Compiled.From([source]).WithoutErrors();
        var model = compilation.GetSemanticModel(compilation.SyntaxTrees[0]);
        var type = compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Single();
        var blocks = new TypeBlocks(model.GetDeclaredSymbol(type)!);
        foreach (var method in type.Members.OfType<MethodDeclarationSyntax>())
        {
            blocks.Add(new CodeBlock(model.GetDeclaredSymbol(method)!, model.GetOperation(method)!));
        }

        Assert.All(blocks.All, block => Assert.NotEmpty(block.Operations));
        return new Examined(compilation, blocks);
    }
}
