using PluginHost.Testing;

namespace PluginHost.Tests.Packages;

/// <summary>Runs the SDK's command line as a person would.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(string folder, params string[] arguments)
    {
        var (code, lines) = await TryAsync(folder, null, arguments);
        Assert.True(code == 0, $"dotnet {string.Join(' ', arguments)} ended with {code}:\n{string.Join('\n', lines)}");
    }

    public static async Task<(int Code, IReadOnlyList<string> Lines)> TryAsync(
        string folder, IReadOnlyDictionary<string, string?>? environment, params string[] arguments)
    {
        await using var program = ProgramRunner.Start("dotnet", arguments, environment, folder);
        var code = await program.WaitForExitAsync(Patience);
        return (code, [.. program.Lines.Select(line => line.Text)]);
    }
}
