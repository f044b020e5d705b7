namespace PluginHost.Analyzers.Benchmark;

/// <summary>A folder that goes with the program.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("pluginhost-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
