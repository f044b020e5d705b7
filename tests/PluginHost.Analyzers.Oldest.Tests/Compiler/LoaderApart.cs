using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Oldest.Tests.Compiler;

/// <summary>Loads analyzers as the compiler does: apart from its own assemblies, which it lends them.</summary>
internal sealed class LoaderApart : IAnalyzerAssemblyLoader
{
    private readonly AssemblyLoadContext _apart = new("analyzers");

    public void AddDependencyLocation(string fullPath)
    {
    }

    public Assembly LoadFromPath(string fullPath) => _apart.LoadFromAssemblyPath(fullPath);
}
