using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using PluginHost.Server.Exits;
using PluginHost.Server.Serving;

namespace PluginHost.Server.Cli;

/// <summary>The program's commands, and what they have in common: one line for an error, and an exit code.</summary>
internal static partial class CommandLine
{
    private const string DefaultCommand = "run";

    // A word behind '@' is a value like any other, not a file of further arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    private static readonly InvocationConfiguration Invocation = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };

    // Below the 10 s after which a service manager may kill the process.
    private static readonly TimeSpan EndLimit = PreparedHouse.CloseLimit + TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new StopSignal();
        try
        {
            var parsed = Create().Parse(WithDefault(args), Parsing);
            if (parsed is { Errors: [var mistake, ..], Action: not HelpAction })
            {
                throw ProgramFailure.Usage($"{Explain(parsed, mistake.Message)} (try 'pluginhost {PathOf(parsed)}--help')");
            }

            return await EndAsync(Task.Run(() => parsed.InvokeAsync(Invocation, stop.Token)), stop);
        }
        catch (ProgramFailure failure)
        {
            foreach (var line in failure.Lines)
            {
                await Console.Error.WriteLineAsync(line);
            }

            return failure.ExitCode;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return stop.ExitCode;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"pluginhost: {OneLine(error.Message)}");
            return ExitCode.Failed;
        }
        catch (Exception error)
        {
            // A mistake of the program's own: one line all the same, with what it takes to report it.
            await Console.Error.WriteLineAsync($"pluginhost: unexpected {error.GetType().Name}: {OneLine(error.Message)}");
            return ExitCode.Failed;
        }
    }

    /// <summary>Waits for a command; for one that was asked to stop only so long.</summary>
    private static async Task<int> EndAsync(Task<int> command, StopSignal stop)
    {
        await Task.WhenAny(command, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token));
        try
        {
            return await command.WaitAsync(stop.Token.IsCancellationRequested ? EndLimit : Timeout.InfiniteTimeSpan, TimeProvider.System);
        }
        catch (TimeoutException) when (!command.IsCompleted)
        {
            return stop.ExitCode;
        }
    }

    private static RootCommand Create() => new("Hosts device drivers: a home server that leaves no socket behind.")
    {
        RunCommand.Create(),
        DemoCommand.Create(),
        CheckCommand.Create(),
        LintCommand.Create(),
        SchemaCommand.Create(),
        PluginsCommand.Create(),
        DevicesCommand.Create(),
        ConnectionsCommand.Create(),
        SendCommand.Create(),
        EventsCommand.Create(),
        ReconnectCommand.Create(),
        ReloadCommand.Create(),
        ProbeCommand.Create(),
        DiscoverCommand.Create(),
        SimulateCommand.Create(),
        NewCommand.Create(),
        ExamineDumpCommand.Create(),
    };

    private static string[] WithDefault(string[] args) => args switch
    {
        [] => [DefaultCommand],
        ["-h" or "-?" or "/?" or "--help" or "--version", ..] => args,
        [var first, ..] when first.StartsWith('-') => [DefaultCommand, .. args],
        _ => args,
    };

    /// <summary>A word that nothing knows explains more than what is missing because of it.</summary>
    private static string Explain(ParseResult parsed, string mistake)
    {
        if (parsed.UnmatchedTokens is not [var word, ..])
        {
            return NetType().Replace(OneLine(mistake), ": it takes a whole number");
        }

        var command = parsed.CommandResult.Command;
        var known = command.Subcommands.Select(one => one.Name).Concat(command.Options.Select(option => option.Name));
        return $"'{word}' is unknown{Suggestion.For(word, known)}";
    }

    private static string PathOf(ParseResult parsed)
    {
        var path = "";
        for (SymbolResult? command = parsed.CommandResult; command is CommandResult { Command: not RootCommand } found; command = found.Parent)
        {
            path = $"{found.Command.Name} {path}";
        }

        return path;
    }

    /// <summary>Nobody types types; those that the library itself reads are whole numbers.</summary>
    [GeneratedRegex(@" as expected type '[^']*Int32[^']*'\.?")]
    private static partial Regex NetType();

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
