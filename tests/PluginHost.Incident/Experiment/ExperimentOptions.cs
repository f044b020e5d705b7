using System.Globalization;

namespace PluginHost.Incident.Experiment;

/// <summary>How long, how fast and where to.</summary>
internal sealed record ExperimentOptions(int Polls = 7_200, double Speed = 300, int Seed = 1, string Folder = "artifacts/incident")
{
    public const string Usage = """
        Runs the projector client of the incident beside the real driver, each against its own flaky virtual projector, and
        writes descriptors.csv and descriptors.svg.

        usage: dotnet run --project tests/PluginHost.Incident -c Release [-- OPTIONS]

          --polls N    polls of the old client, one every 2 s of the hurried clock (default 7200: four hours)
          --speed N    how much faster than real the clock goes (default 300)
          --seed N     where the faults fall (default 1)
          --out DIR    where the files go (default artifacts/incident)
          --quick      400 polls at speed 100: a few seconds
          --help       this text
        """;

    public static ExperimentOptions Quick { get; } = new(Polls: 400, Speed: 100);

    /// <exception cref="FormatException">An argument is none of those above, or lacks its value.</exception>
    public static ExperimentOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = arguments.Contains("--quick") ? Quick : new ExperimentOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                "--quick" => options,
                "--polls" => options with { Polls = Number(++i) },
                "--speed" => options with { Speed = Number(++i) },
                "--seed" => options with { Seed = Number(++i) },
                "--out" when i + 1 < arguments.Count => options with { Folder = arguments[++i] },
                var other => throw new FormatException($"'{other}' is no option, or its value is missing; --help lists them."),
            };
        }

        return options;

        int Number(int at) => at < arguments.Count && int.TryParse(arguments[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"'{arguments[at - 1]}' needs a whole number from 1.");
    }
}
