using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Configuration;

/// <summary>The configuration file: found, read, watched.</summary>
/// <param name="path">The file as the user named it; messages repeat it.</param>
/// <param name="drivers">What is known about the loaded drivers at each reading.</param>
/// <param name="secrets">Takes every secret that a reading finds.</param>
/// <param name="environment">Answers for <c>${env:NAME}</c>; the process environment when left out.</param>
public sealed class ConfigurationFile(
    string path,
    IDriverKnowledge drivers,
    SecretMask secrets,
    Func<string, string?>? environment = null)
{
    /// <summary>The name looked for in the current folder.</summary>
    public const string DefaultName = "pluginhost.yaml";

    /// <summary>The environment variable that names the file.</summary>
    public const string Variable = "PLUGINHOST_CONFIG";

    private readonly ConfigurationReader _reader =
        new(drivers, secrets, environment ?? Environment.GetEnvironmentVariable);

    /// <summary>The file as the user named it.</summary>
    public string Path { get; } = path;

    /// <summary>Finds the file: the given one, else <c>$PLUGINHOST_CONFIG</c>, else <c>./pluginhost.yaml</c>.</summary>
    /// <param name="given">What the command line names; <see langword="null"/> when it names none.</param>
    /// <param name="environment">Answers for the variable; the process environment when left out.</param>
    /// <returns>The first place that names a file, if that exists: a named file that is missing is never passed over.</returns>
    public static ConfigurationLocation Locate(string? given, Func<string, string?>? environment = null)
    {
        var variable = (environment ?? Environment.GetEnvironmentVariable)(Variable);
        var named = given ?? (string.IsNullOrEmpty(variable) ? null : variable) ?? DefaultName;
        return new ConfigurationLocation(
            Exists(named) ? named : null,
            [
                given is null ? "--config: not given" : $"--config: {Found(given)}",
                string.IsNullOrEmpty(variable) ? $"${Variable}: not set" : $"${Variable}: {Found(variable)}",
                Found($"./{DefaultName}"),
            ]);

        static string Found(string file) => Exists(file) ? $"{file} exists" : $"{file} does not exist";

        // What is no file or does not answer counts as there: reading it says so.
        static bool Exists(string file) =>
            !FileSystemCall.TryRun(System.IO.Path.GetFullPath(file), FileSystemCall.Patience, () => System.IO.Path.Exists(file), out var exists) || exists;
    }

    /// <summary>Reads and checks the file with the drivers known now. Harms no watch.</summary>
    /// <returns>What it says and all that is wrong with it; an unreadable file is an error in there.</returns>
    public LoadedConfiguration Load() => _reader.Read(Path);

    /// <summary>
    /// Watches the file and those named by <c>${file:PATH}</c> or by a <see cref="Setting.File"/>. A change is told when the content has stood still for
    /// 200 ms, at the latest 2 s after that, however it came about: written, renamed into place, or by a link.
    /// </summary>
    /// <param name="loaded">The reading that is known already; only what differs from it is told.</param>
    /// <param name="changed">
    /// Takes each new reading, valid or not, one at a time, and returns what it went by: that reading, or a later one where
    /// other drivers had to be loaded to judge it. The token is cancelled on disposal. What it throws is logged
    /// and ends nothing. It must not dispose the watch.
    /// </param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes the faults of the watch.</param>
    /// <returns>The watch; when its disposal has ended, nothing is called any more.</returns>
    public IAsyncDisposable Watch(
        LoadedConfiguration loaded,
        Func<LoadedConfiguration, CancellationToken, Task<LoadedConfiguration>> changed,
        TimeProvider time,
        ILogger log) => new ConfigurationWatch(this, loaded, changed, time, log);
}
