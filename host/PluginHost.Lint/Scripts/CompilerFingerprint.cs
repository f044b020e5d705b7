using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PluginHost.Lint.Compiling;
using PluginHost.Lint.Rules;

namespace PluginHost.Lint.Scripts;

/// <summary>Names what decides, beside its source, what is made of a script.</summary>
internal static class CompilerFingerprint
{
    public static string Compute()
    {
        // Builds are deterministic: the same version id is the same code, that of this project's own options among it.
        var parts = new[] { typeof(Compilation), typeof(CSharpCompilation), typeof(CompilerFingerprint), LifecycleRules.Analyzers[0].GetType() }
            .Select(type => type.Module.ModuleVersionId)
            .Concat(ReferenceAssemblies.Deciding.Concat(SourceGenerators.Files).Select(VersionOf));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(' ', parts))))[..16];
    }

    private static Guid VersionOf(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
