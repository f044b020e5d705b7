using System.Text.Json;
using Spectre.Console;

namespace PluginHost.Server.Cli;

/// <summary>Standard output: tables for people, plain lines when piped.</summary>
internal static class Screen
{
    // Wide enough that nothing is cut or wrapped when another program reads.
    private const int PipedWidth = 4096;

    private static bool IsPlain => Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };

    public static void WriteTable(string[] titles, IEnumerable<string[]> rows)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = IsPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = IsPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(Console.Out),
        });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = PipedWidth;
        }

        var table = new Table().Border(TableBorder.None);
        foreach (var title in titles)
        {
            table.AddColumn(new TableColumn(new Text(title.ToUpperInvariant(), new Style(decoration: Decoration.Bold))).PadRight(2));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        console.Write(table);
    }

    public static void WriteJson(JsonElement document) => Console.WriteLine(document.GetRawText());
}
