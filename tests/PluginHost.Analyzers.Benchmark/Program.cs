using PluginHost.Analyzers.Benchmark;
using PluginHost.Analyzers.Benchmark.Measuring;
using PluginHost.Analyzers.Benchmark.Subject;

const string Usage = """
    What the rules cost, beside a mere walk over all operations and beside other packages.

    usage: dotnet run --project tests/PluginHost.Analyzers.Benchmark -c Release -- [--lines N] [--runs N] [--only SET]... [--details]

      --lines N    lines of the generated project (default 60000)
      --runs N     rounds; each compiles once with each set, in turn (default 7)
      --only SET   baseline, walk, rules, disposable or framework; may be repeated
      --details    the dearest analyzers of each set, from its best run

    Each run is the SDK's own compiler in a process of its own with -reportanalyzer. The figures of a set are its minima;
    added processor time is what the whole compiler takes beyond what it takes alone, the making of the operations included.
    """;

var settings = Settings.Parse(args);
if (settings is null)
{
    Console.WriteLine(Usage);
    return args is ["--help"] or ["-h"] ? 0 : 2;
}

using var folder = new TemporaryFolder();
var subject = GeneratedProject.Write(folder.Path, settings.Lines);
Console.WriteLine($"subject: {subject.Lines:N0} lines in {subject.Files:N0} files, {settings.Runs} runs, {Environment.ProcessorCount} cores");
var compiler = Compiler.OfSdk(folder.Path);
var sets = AnalyzerSet.All.Where(set => settings.Only.Count == 0 || settings.Only.Contains(set.Name)).ToList();
var runs = sets.ToDictionary(set => set.Name, _ => new List<Measurement>());
for (var round = 0; round < settings.Runs; round++)
{
    foreach (var set in sets)
    {
        var measured = await compiler.RunAsync(set);
        runs[set.Name].Add(measured);
        Console.Error.WriteLine($"round {round + 1}, {set.Name}: {measured}");
    }
}

Report.Write(Console.Out, sets, runs, settings.Details);
return 0;
