using PluginHost.Testing;

namespace PluginHost.Tests.Scenes;

/// <summary>A folder with plugins and a configuration, and the real program started in it.</summary>
internal sealed class HouseFolder : IDisposable
{
    public const string Pin = "pin-4711-secret";

    private static readonly string Program = BuiltProgram.Dll("host/PluginHost", "pluginhost");

    // What the machine that runs the tests has set must not reach them.
    private static readonly string[] Variables = ["PLUGINHOST_CONFIG", "PLUGINHOST_URL", "PLUGINHOST_TOKEN", "NO_COLOR"];

    private readonly TemporaryFolder _folder = new();

    public HouseFolder() => AddPlugin("tests/TestPlugins/Toy", "plugins");

    public string Path => _folder.Path;

    public string PathOf(params ReadOnlySpan<string> names) => _folder.PathOf(names);

    /// <summary>Puts a built plugin into a folder of plugins.</summary>
    public void AddPlugin(string project, string plugins) =>
        CopyFolder(System.IO.Path.GetDirectoryName(BuiltProgram.Dll(project))!, PathOf(plugins, System.IO.Path.GetFileName(project)));

    /// <summary>Copies the program into <c>program/</c>, where its built-in plugins can be others.</summary>
    /// <returns>The program there.</returns>
    public string CopyProgram()
    {
        CopyFolder(System.IO.Path.GetDirectoryName(Program)!, PathOf("program"));
        return PathOf("program", System.IO.Path.GetFileName(Program));
    }

    /// <summary>Whether a plugin was copied into one of the folders here to be loaded.</summary>
    public bool HasStaged(string plugin) => Directory.EnumerateFiles(Path, $"{plugin}.dll", SearchOption.AllDirectories)
        .Any(file => file.Contains("/cache/", StringComparison.Ordinal));

    public void Configure(string yaml) => File.WriteAllText(PathOf("pluginhost.yaml"), yaml);

    /// <summary>A configuration on a free port.</summary>
    public void ConfigureDevices(string devices, string host = "") =>
        Configure($"host:\n  listen: http://127.0.0.1:0\n{host}devices:\n{devices}");

    /// <summary>The entry of a toy.</summary>
    public static string Toy(string id, int port, string more = "") =>
        $"  - id: {id}\n    driver: toy\n    settings: {{ host: 127.0.0.1, port: {port}, pin: {Pin}{more} }}\n";

    public ProgramRunner Start(params string[] arguments) => Start([], arguments);

    public ProgramRunner Start(Dictionary<string, string?> environment, params string[] arguments)
    {
        foreach (var variable in Variables)
        {
            environment.TryAdd(variable, null);
        }

        return ProgramRunner.Start(Program, arguments, environment, Path);
    }

    /// <summary>Runs a command to its end.</summary>
    public async Task<Outcome> RunAsync(params string[] arguments)
    {
        await using var program = Start(arguments);
        var code = await program.WaitForExitAsync(TimeSpan.FromSeconds(60));
        return new Outcome(
            code,
            [.. program.Lines.Where(line => !line.IsError).Select(line => line.Text)],
            [.. program.Lines.Where(line => line.IsError).Select(line => line.Text)]);
    }

    public void Dispose() => _folder.Dispose();

    private static void CopyFolder(string source, string target)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
