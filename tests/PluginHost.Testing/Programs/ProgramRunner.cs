using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PluginHost.Testing;

/// <summary>
/// Runs a real program and captures its output. Disposing kills it with everything it started,
/// children that outlived their parent included, so that no test leaves a process behind.
/// </summary>
public sealed partial class ProgramRunner : IAsyncDisposable
{
    private const string SessionLauncher = "setsid";

    private static readonly TimeSpan DisposeTimeout = TimeSpan.FromSeconds(30);

    private readonly string _command;
    private readonly Process _process;
    private readonly ProgramOutput _output = new();
    private readonly Task _reading;
    private bool _disposed;

    private ProgramRunner(string command, Process process)
    {
        _command = command;
        _process = process;
        Id = process.Id;
        _reading = Task.WhenAll(
            _output.ReadAsync(process.StandardOutput, isError: false),
            _output.ReadAsync(process.StandardError, isError: true));
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>Whether the program has ended.</summary>
    public bool HasExited => _disposed || _process.HasExited;

    /// <summary>A copy of all lines so far; the order between the two streams is the order they were read in.</summary>
    public IReadOnlyList<ProgramLine> Lines => _output.Lines;

    /// <summary>The URL of the line <c>listening on URL</c>, once written; <see cref="WaitForUrlAsync"/> waits for it.</summary>
    /// <exception cref="InvalidOperationException">There is no such line yet.</exception>
    public Uri Url => FindUrl() ?? throw new InvalidOperationException(Explain("has not said yet where it listens"));

    /// <summary>Starts a program with its standard input empty.</summary>
    /// <param name="program">A path to a .dll, run by <c>dotnet</c>, or an executable by path or name.</param>
    /// <param name="arguments">Its arguments, one each.</param>
    /// <param name="environment">Variables over the inherited ones; null removes one.</param>
    /// <param name="workingDirectory">This process's own where null.</param>
    /// <exception cref="FileNotFoundException">A path was given and nothing is there.</exception>
    public static ProgramRunner Start(
        string program,
        IEnumerable<string>? arguments = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null)
    {
        string[] command = [.. CommandOf(program), .. arguments ?? []];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)
            ?? throw new InvalidOperationException($"'{program}' could not be started");
        process.StandardInput.Close();
        return new ProgramRunner(string.Join(' ', command), process);
    }

    /// <summary>Waits, in real time, for a line of either stream that matches, which may have been written already.</summary>
    /// <exception cref="TimeoutException">There was none in time; the message holds the output.</exception>
    /// <exception cref="InvalidOperationException">The program ended without such a line; the message holds the output.</exception>
    public async Task<string> WaitForLineAsync(Func<string, bool> predicate, TimeSpan? timeout = null)
    {
        string? found = null;
        await Eventually.TrueAsync(
            () =>
            {
                // Ended before looked at: what it wrote at the very end is then there.
                bool ended = _reading.IsCompleted;
                found = _output.Find(predicate);
                return found is not null || ended;
            },
            $"a matching line of '{_command}'",
            timeout,
            Explain).ConfigureAwait(false);
        return found ?? throw new InvalidOperationException(Explain("ended without a matching line"));
    }

    /// <inheritdoc cref="WaitForLineAsync(Func{string, bool}, TimeSpan?)"/>
    public Task<string> WaitForLineAsync(Regex pattern, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return WaitForLineAsync(pattern.IsMatch, timeout);
    }

    /// <summary>Waits, in real time, for the line <c>listening on URL</c>.</summary>
    /// <inheritdoc cref="WaitForLineAsync(Func{string, bool}, TimeSpan?)"/>
    public async Task<Uri> WaitForUrlAsync(TimeSpan? timeout = null)
    {
        await WaitForLineAsync(ListeningOn(), timeout).ConfigureAwait(false);
        return Url;
    }

    /// <summary>Asks the program to stop, as a service manager does (SIGTERM).</summary>
    /// <returns>False where it has ended already.</returns>
    public bool Terminate() => Signal(UnixSignal.Terminate);

    /// <summary>Asks the program to stop, as Ctrl-C does (SIGINT).</summary>
    /// <returns>False where it has ended already.</returns>
    public bool Interrupt() => Signal(UnixSignal.Interrupt);

    /// <summary>Waits, in real time, until the program has ended and its output is read, and returns its exit code.</summary>
    /// <exception cref="TimeoutException">It runs on, or a child of it keeps its output open; the message holds the output.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan? timeout = null)
    {
        await Eventually.TrueAsync(
            () => _process.HasExited && _reading.IsCompleted, $"the end of '{_command}'", timeout, Explain).ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;

        // The tree first: its branches are found through parents that must still be there.
        _process.Kill(entireProcessTree: true);
        if (OperatingSystem.IsLinux())
        {
            UnixSignal.SendToGroup(Id, UnixSignal.Kill);
        }

        await WaitForExitAsync(DisposeTimeout).ConfigureAwait(false);
        _process.Dispose();
    }

    [GeneratedRegex(@"\blistening on (?<url>\S+)")]
    private static partial Regex ListeningOn();

    private static string[] CommandOf(string program)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(program);
        if (program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) && !File.Exists(program))
        {
            throw new FileNotFoundException($"No program at '{program}'", program);
        }

        string[] command = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? ["dotnet", program] : [program];

        // A session of its own makes the program's id that of its process group, through which
        // children are found whose parent is gone. The launcher becomes the program: same id.
        return OperatingSystem.IsLinux() ? [SessionLauncher, .. command] : command;
    }

    private bool Signal(int signal) => !HasExited && UnixSignal.Send(Id, signal);

    private Uri? FindUrl()
    {
        Match match = ListeningOn().Match(_output.Find(ListeningOn().IsMatch) ?? "");
        return match.Success ? new Uri(match.Groups["url"].Value) : null;
    }

    private string Explain() => Explain(HasExited ? $"exited with {_process.ExitCode}" : "still running");

    private string Explain(string what) => $"'{_command}' {what}:{Environment.NewLine}{_output}";
}
