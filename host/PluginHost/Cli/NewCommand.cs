using System.CommandLine;
using System.Text.RegularExpressions;
using PluginHost.Lint.Compiling;
using PluginHost.Runtime.Configuration;
using PluginHost.Server.Exits;
using PluginHost.Server.Scripts;
using PluginHost.Server.Serving;
using Serilog.Events;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost new driver</c>.</summary>
internal static partial class NewCommand
{
    private const int LongestName = 64;

    public static CliCommand Create()
    {
        var name = new Argument<string>("NAME") { Description = "The name of the file and, in lower case, of the driver: letters, digits and '-', a letter first." };
        var driver = new CliCommand("driver", "Writes NAME.cs, a working driver script with its own virtual device, into the current folder.") { name };
        driver.SetAction((parsed, stop) => WriteAsync(parsed.GetRequiredValue(name), Directory.GetCurrentDirectory(), stop));
        return new CliCommand("new", "Writes the beginning of something new.") { driver };
    }

    private static async Task<int> WriteAsync(string name, string folder, CancellationToken stop)
    {
        if (name.Length > LongestName || !Names().IsMatch(name))
        {
            throw ProgramFailure.Usage($"'{name}' cannot be a driver's name: it takes letters, digits and single '-' between them, a letter first, and {LongestName} characters at most");
        }

        if (ReferenceAssemblies.IsTaken(name))
        {
            throw ProgramFailure.Usage($"'{name}' cannot be a driver's name: an assembly that every driver compiles against is called so");
        }

        if (await BuiltInAsync(name.ToLowerInvariant(), stop))
        {
            throw ProgramFailure.Usage($"'{name}' cannot be a driver's name: the host comes with a driver of that id");
        }

        var script = $"{name}.cs";
        WriteNew(Path.Combine(folder, script), DriverTemplate.For(name), script);
        Console.WriteLine($"wrote {script}: a driver with one switch, and its virtual device");
        var props = Path.Combine(folder, EditorProps.FileName);
        if (File.Exists(props))
        {
            Console.WriteLine($"left {EditorProps.FileName} as it is: editors and 'dotnet build {script}' go by it");
        }
        else
        {
            WriteNew(props, EditorProps.For(AppContext.BaseDirectory), EditorProps.FileName);
            Console.WriteLine($"wrote {EditorProps.FileName}: completion in editors, 'dotnet build {script}', and the rules in both");
        }

        foreach (var line in Next(name, folder))
        {
            Console.WriteLine(line);
        }

        return ExitCode.Done;
    }

    private static async Task<bool> BuiltInAsync(string driver, CancellationToken stop)
    {
        await using var host = await PreparedHouse.WithoutFileAsync(LogEventLevel.Fatal, stop);
        return host.House.Drivers.DriverIds.Contains(driver);
    }

    /// <exception cref="ProgramFailure">The file is there.</exception>
    private static void WriteNew(string path, string text, string shown)
    {
        try
        {
            using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write));
            file.Write(text);
        }
        catch (IOException) when (Path.Exists(path))
        {
            throw ProgramFailure.Usage($"{shown} is there already, and nothing is overwritten");
        }
    }

    /// <summary>What to type: a folder of plugins beside a configuration is known already, any other one has to be named there.</summary>
    private static IEnumerable<string> Next(string name, string folder)
    {
        var beside = Path.GetFileName(folder) == "plugins" ? Path.GetDirectoryName(folder) ?? folder : folder;
        var config = Path.Combine(beside, ConfigurationFile.DefaultName);
        yield return beside == folder ? $"put into {config}:" : $"put into {config}, which finds the drivers in 'plugins':";
        if (beside == folder)
        {
            yield return "host:";
            yield return "  plugins: [.]";
            yield return "  data: .data   # a folder with a dot is none of a plugin";
        }

        var id = name.ToLowerInvariant();
        yield return "devices:";
        foreach (var line in DeviceEntryText.Lines(id, id, SettingNode.Of(("host", SettingNode.Scalar("127.0.0.1")), ("port", SettingNode.Scalar("4000")))))
        {
            yield return line;
        }

        var option = beside == folder ? "" : $" --config {Path.Combine("..", ConfigurationFile.DefaultName)}";
        yield return "then type, each in a terminal of its own:";
        yield return $"  pluginhost lint {name}.cs";
        yield return $"  pluginhost simulate {id} --port 4000{option}";
        yield return $"  pluginhost run{option}";
        yield return $"  pluginhost command {id} power true";
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*\z")]
    private static partial Regex Names();
}
