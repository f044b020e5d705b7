using PluginHost.Testing;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Cli;

public sealed class InterruptionTests : IDisposable
{
    private const string Hanging = "tests/SinPlugins/HangingConstructor";

    private readonly HouseFolder _folder = new();

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("schema")]
    [InlineData("probe lamp")]
    [InlineData("discover")]
    [InlineData("simulate toy")]
    public async Task WhileAPluginHangs_EndsAtOnceWithTheSignalsCode(string arguments)
    {
        _folder.AddPlugin(Hanging, "plugins");
        _folder.ConfigureDevices(HouseFolder.Toy("lamp", 1));

        await EndsWithAsync(130, program => program.Interrupt(), () => Start(arguments.Split(' ')));
        await EndsWithAsync(143, program => program.Terminate(), () => Start(arguments.Split(' ')));
    }

    [Fact]
    public async Task Demo_WhileItStarts_EndsAtOnceWithTheSignalsCode()
    {
        var program = _folder.CopyProgram();
        _folder.AddPlugin(Hanging, "program/plugins");

        await EndsWithAsync(130, demo => demo.Interrupt(), StartDemo);
        await EndsWithAsync(143, demo => demo.Terminate(), StartDemo);

        ProgramRunner StartDemo() => ProgramRunner.Start(program, ["demo", "--listen", "http://127.0.0.1:0"], Temporary());
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Signals it when the plugin has been copied to be loaded, which then takes 5 s until it is given up.</summary>
    private async Task EndsWithAsync(int exitCode, Func<ProgramRunner, bool> signal, Func<ProgramRunner> start)
    {
        Directory.CreateDirectory(_folder.PathOf("temporary"));
        await using var program = start();
        await Eventually.TrueAsync(
            () => _folder.HasStaged("HangingConstructor"), "the plugin is copied", TimeSpan.FromSeconds(30), () => string.Join('\n', program.Lines));

        Assert.True(signal(program));

        Assert.True(exitCode == await program.WaitForExitAsync(TimeSpan.FromSeconds(30)), string.Join('\n', program.Lines));
        Assert.DoesNotContain(program.Lines, line => line.Text.Contains("did not return", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.PathOf("temporary")));
        Directory.Delete(_folder.PathOf("temporary"));
        if (Directory.Exists(_folder.PathOf("data")))
        {
            Directory.Delete(_folder.PathOf("data"), recursive: true);
        }
    }

    private ProgramRunner Start(string[] arguments) => _folder.Start(Temporary(), arguments);

    private Dictionary<string, string?> Temporary() => new() { ["TMPDIR"] = _folder.PathOf("temporary") };
}
