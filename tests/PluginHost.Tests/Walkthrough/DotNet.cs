using PluginHost.Testing;

namespace PluginHost.Tests.Walkthrough;

/// <summary>Runs the SDK's command line as a person would.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(string folder, params string[] arguments)
    {
        await using var program = ProgramRunner.Start("dotnet", arguments, workingDirectory: folder);
        var code = await program.WaitForExitAsync(Patience);
        Assert.True(code == 0, $"dotnet {string.Join(' ', arguments)} ended with {code}:\n{string.Join('\n', program.Lines)}");
    }
}
