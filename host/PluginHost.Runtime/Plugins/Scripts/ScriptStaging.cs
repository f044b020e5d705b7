using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PluginHost.Runtime.Plugins.Sources;
using PluginHost.Runtime.Plugins.Staging;

namespace PluginHost.Runtime.Plugins.Scripts;

/// <summary>Compiles scripts into the cache, so that one that was compiled before is only loaded.</summary>
internal sealed class ScriptStaging(PluginStaging staging, IScriptCompiler? compiler)
{
    /// <summary>Names beside the script and its assembly what became of it; its name cannot be a script's.</summary>
    private const string BuildFile = "build.json";

    /// <summary>Nothing of a script's own is a dependency: it shares all with the host.</summary>
    private const string Dependencies =
        """{"runtimeTarget":{"name":".NETCoreApp,Version=v10.0"},"targets":{".NETCoreApp,Version=v10.0":{}},"libraries":{}}""";

    /// <summary>What the rules ask of a script at the moment.</summary>
    public string Rules => compiler?.Rules ?? "";

    /// <summary>One hash over all that decides what is made of a script; its path too, which its stack traces name.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public string Hash(PluginSource source)
    {
        using var total = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in new[] { compiler?.Fingerprint ?? "", source.Path })
        {
            total.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(part)));
        }

        using var file = FolderHash.OpenRead(source.Path);
        total.AppendData(SHA256.HashData(file));
        return Convert.ToHexStringLower(total.GetHashAndReset());
    }

    /// <summary>Compiles a script, or finds what was made of the same source before.</summary>
    /// <param name="source">The script.</param>
    /// <param name="wanted">What it held a moment ago, and what the rules asked of it.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>The copy, and the findings that did not refuse it.</returns>
    /// <exception cref="PluginLoadException">The script is refused; the exception carries what was found.</exception>
    /// <exception cref="IOException">The script cannot be read, or the cache cannot be written.</exception>
    public async Task<(StagedPlugin Staged, IReadOnlyList<PluginDiagnostic> Findings)> StageAsync(
        PluginSource source, Judgement wanted, CancellationToken stop)
    {
        if (compiler is null)
        {
            throw new PluginLoadException($"{source.Path} is a script, and this host does not compile scripts.");
        }

        var hash = wanted.Content;
        var path = staging.PathOf(source.Id, hash);
        var staged = new StagedPlugin(source, hash, path, Path.Combine(path, source.Name + ".dll"));
        if (ReadBuild(staged) is { } known && known.Rules == wanted.Rules)
        {
            return (staged, known.Findings);
        }

        var text = await File.ReadAllTextAsync(source.Path, stop).ConfigureAwait(false);
        var build = await compiler.BuildAsync(new ScriptSource(source.Name, source.Path, text), stop).ConfigureAwait(false);
        if (build is not { Refusal: null, Assembly: { } assembly, Symbols: { } symbols })
        {
            throw new PluginLoadException(build.Refusal ?? "The script was not compiled.") { Diagnostics = build.Diagnostics };
        }

        if (Hash(source) != hash || Rules != wanted.Rules)
        {
            throw new PluginLoadException($"{source.Path}, or what is asked of it, was changed while it was compiled.");
        }

        staging.Add(source.Id, hash, folder =>
        {
            var file = Path.Combine(folder, source.Name);
            File.WriteAllText(file + PluginSource.ScriptExtension, text);
            File.WriteAllBytes(file + ".dll", assembly.Span);
            File.WriteAllBytes(file + ".pdb", symbols.Span);
            File.WriteAllText(file + ".deps.json", Dependencies);
            File.WriteAllBytes(Path.Combine(folder, BuildFile), JsonSerializer.SerializeToUtf8Bytes(
                new ScriptBuildRecord(HashOf(assembly.Span), HashOf(symbols.Span), wanted.Rules, build.Diagnostics), ScriptBuildJson.Default.ScriptBuildRecord));
        });
        return (staged, build.Diagnostics);
    }

    private static ScriptBuildRecord? ReadBuild(StagedPlugin staged)
    {
        try
        {
            var record = JsonSerializer.Deserialize(
                File.ReadAllBytes(Path.Combine(staged.Path, BuildFile)), ScriptBuildJson.Default.ScriptBuildRecord);
            return record is not null
                && record.Assembly == HashOf(File.ReadAllBytes(staged.MainAssembly))
                && record.Symbols == HashOf(File.ReadAllBytes(Path.ChangeExtension(staged.MainAssembly, ".pdb")))
                    ? record
                    : null;
        }
        catch (Exception damage) when (damage is IOException or UnauthorizedAccessException or JsonException)
        {
            // Not there, or damaged: it is made anew.
            return null;
        }
    }

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
