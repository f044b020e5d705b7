using System.Text.RegularExpressions;

namespace PluginHost.Testing.Tests;

public sealed partial class ProgramRunnerTests
{
    public ProgramRunnerTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a Unix shell");

    [Fact]
    public async Task Start_WithArgumentsEnvironmentAndFolder_PassesThemOn()
    {
        using var folder = new TemporaryFolder();
        await using ProgramRunner program = Shell(
            "echo \"$1|$ADDED|${HOME-removed}|$(pwd)\"; echo complaint >&2",
            "two words",
            new Dictionary<string, string?> { ["ADDED"] = "value", ["HOME"] = null },
            folder.Path);

        Assert.Equal(0, await program.WaitForExitAsync());

        Assert.Contains(new ProgramLine(false, $"two words|value|removed|{folder.Path}"), program.Lines);
        Assert.Contains(new ProgramLine(true, "complaint"), program.Lines);
    }

    [Fact]
    public async Task Start_StandardInput_IsEmpty()
    {
        await using ProgramRunner program = Shell("cat; echo read");

        Assert.Equal("read", await program.WaitForLineAsync(line => line == "read"));
    }

    [Fact]
    public void Start_NothingAtThatPath_Throws()
        => Assert.Throws<FileNotFoundException>(() => ProgramRunner.Start("/nowhere/program.dll"));

    [Fact]
    public async Task Start_Assembly_RunsItWithDotnet()
    {
        string assembly = BuiltProgram.Dll("tests/PluginHost.Testing.Tests");

        await using ProgramRunner program = ProgramRunner.Start(assembly, ["-?"]);

        await program.WaitForLineAsync(RunnerBanner(), TimeSpan.FromSeconds(60));
        await program.WaitForExitAsync();
    }

    [Fact]
    public async Task WaitForUrl_ProgramListens_GivesTheUrl()
    {
        await using ProgramRunner program = Shell("sleep 0.1; echo 'listening on http://127.0.0.1:8420'; exec sleep 60");
        Assert.Throws<InvalidOperationException>(() => program.Url);

        Assert.Equal(new Uri("http://127.0.0.1:8420"), await program.WaitForUrlAsync());

        Assert.Equal(8420, program.Url.Port);
        Assert.False(program.HasExited);
    }

    [Fact]
    public async Task WaitForLine_NotInTime_ThrowsWithTheOutput()
    {
        await using ProgramRunner program = Shell("echo shown; echo also >&2; exec sleep 60");
        await program.WaitForLineAsync(line => line == "shown");
        await program.WaitForLineAsync(line => line == "also");

        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(
            () => program.WaitForLineAsync(line => line == "other", TimeSpan.FromMilliseconds(20)));

        Assert.Contains("stdout: shown", failure.Message, StringComparison.Ordinal);
        Assert.Contains("stderr: also", failure.Message, StringComparison.Ordinal);
        Assert.Contains("still running", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForLine_ProgramEndsWithoutIt_ThrowsAtOnceWithTheOutput()
    {
        await using ProgramRunner program = Shell("echo shown; exit 3");

        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => program.WaitForLineAsync(line => line == "other", TimeSpan.FromMinutes(5)));

        Assert.Contains("stdout: shown", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, await program.WaitForExitAsync());
    }

    [Fact]
    public async Task WaitForExit_RunsOn_Throws()
    {
        await using ProgramRunner program = Shell("echo shown; exec sleep 60");
        await program.WaitForLineAsync(line => line == "shown");

        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(
            () => program.WaitForExitAsync(TimeSpan.FromMilliseconds(20)));

        Assert.Contains("stdout: shown", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_ProgramHandlesIt_EndsInItsOwnWay(string signal)
    {
        await using ProgramRunner program = Shell(
            $"trap 'echo bye; exit 7' {signal}; echo ready; while :; do sleep 0.05; done");
        await program.WaitForLineAsync(line => line == "ready");

        Assert.True(signal == "TERM" ? program.Terminate() : program.Interrupt());

        Assert.Equal(7, await program.WaitForExitAsync());
        Assert.Contains(new ProgramLine(false, "bye"), program.Lines);
        Assert.False(program.Terminate());
    }

    [Fact]
    public async Task Dispose_ProgramAndChildrenIgnoreSignals_KillsAll()
    {
        ProgramRunner program = Shell(
            "trap '' TERM INT; (trap '' TERM; sleep 61 & echo child $!; wait) & echo child $!; echo parent $$; wait");
        await program.WaitForLineAsync(line => line.StartsWith("parent", StringComparison.Ordinal));
        await Eventually.TrueAsync(() => program.Lines.Count == 3, "three process ids");

        await program.DisposeAsync();

        await AllGoneAsync(program);
    }

    [Fact]
    public async Task Dispose_ChildOutlivedItsParent_IsKilledToo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Orphans are found by process group on Linux only");
        ProgramRunner program = Shell("(sleep 61 >/dev/null 2>&1 & echo child $!)");
        Assert.Equal(0, await program.WaitForExitAsync());

        await program.DisposeAsync();

        await AllGoneAsync(program);
    }

    [Fact]
    public async Task Dispose_Twice_DoesNothing()
    {
        ProgramRunner program = Shell("exec sleep 60");

        await program.DisposeAsync();
        await program.DisposeAsync();

        Assert.True(program.HasExited);
    }

    [GeneratedRegex("xUnit.net v3 .*Runner")]
    private static partial Regex RunnerBanner();

    private static ProgramRunner Shell(
        string script,
        string argument = "",
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null)
        => ProgramRunner.Start("sh", ["-c", script, "sh", argument], environment, workingDirectory);

    // A killed orphan stays listed until init reaps it: a zombie, which is gone for our purpose.
    private static Task AllGoneAsync(ProgramRunner program)
        => Eventually.TrueAsync(
            () => program.Lines.All(line => !IsRunning(line.Text.Split(' ')[1])),
            "every process is gone",
            was: () => string.Join(", ", program.Lines.Select(line => line.Text)));

    private static bool IsRunning(string id)
    {
        string status = $"/proc/{id}/status";
        return File.Exists(status) && !File.ReadAllText(status).Contains("State:\tZ", StringComparison.Ordinal);
    }
}
