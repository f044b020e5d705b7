using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using PluginHost;
using PluginHost.Reload.Benchmark;
using PluginHost.Runtime.Hosting.Reloading;
using PluginHost.Testing;

// What hot reload costs, side by side with a restart of the whole house, and what a thousand reloads leave behind.
// Usage: dotnet run -c Release --project tests/PluginHost.Reload.Benchmark [-- --reloads 1000 --others 100]
var reloads = Number("--reloads", 1000);
var others = Number("--others", 100);
var samples = new List<ProcessSample>();
var (gate, load, handOver, resumed) = (new Series("assembly: gate"), new Series("assembly: load"), new Series("assembly: hand-over by resume"), new Series("assembly → serving, resume"));
var (overlapped, reconnected) = (new Series("assembly → serving, overlap"), new Series("assembly → serving, reconnect"));
var (scriptGate, script) = (new Series("script: compile and gate"), new Series("script → serving, resume"));
var restarted = new Series("restart of the house, in one process");

await using (var house = new BenchmarkHouse(HandOverKind.Resume, devices: 4))
{
    Builds.WriteAssembly(house.Plugins, 0);
    await house.StartAsync();
    for (var i = 1; i <= reloads; i++)
    {
        Builds.WriteAssembly(house.Plugins, i);
        var outcome = await house.ReloadAsync();
        gate.Add(outcome.Gate);
        load.Add(outcome.Load);
        handOver.Add(outcome.HandOver);
        resumed.Add(Total(outcome));
        if (i == 10 || i % Math.Max(1, reloads / 10) == 0)
        {
            samples.Add(ProcessSample.Take(i));
        }
    }

    Console.WriteLine($"resume: {reloads} reloads, disconnects seen by the {house.Lanterns.Count} devices: {house.Lanterns.Sum(lantern => lantern.Left)}");
    await Eventually.TrueAsync(() => Lingering(house) == 0, "every retired generation is gone", TimeSpan.FromMinutes(1), () => $"{Lingering(house)} are left");
    Console.WriteLine($"resume: retired generations still in memory: {Lingering(house)} of {house.Retired.Count}");
}

await using (var house = new BenchmarkHouse(HandOverKind.Overlap, devices: 1))
{
    Builds.WriteAssembly(house.Plugins, 0);
    await house.StartAsync();
    var (heard, missing) = (0, 0);
    var last = 0;
    for (var i = 1; i <= others; i++)
    {
        Builds.WriteAssembly(house.Plugins, i);
        overlapped.Add(Total(await house.ReloadAsync()));
        foreach (var bell in house.Bells.Where(bell => bell > last))
        {
            heard++;
            missing += last == 0 ? 0 : bell - last - 1;
            last = bell;
        }
    }

    var doubled = house.Bells.Count - house.Bells.Distinct().Count();
    Console.WriteLine($"overlap: {others} reloads, events heard {heard}, lost {missing}, doubled {doubled}");
}

await using (var house = new BenchmarkHouse(HandOverKind.Reconnect, devices: 4))
{
    Builds.WriteAssembly(house.Plugins, 0);
    await house.StartAsync();
    for (var i = 1; i <= others; i++)
    {
        Builds.WriteAssembly(house.Plugins, i);
        reconnected.Add(Total(await house.ReloadAsync()));
        var began = Stopwatch.GetTimestamp();
        await house.RestartAsync();
        restarted.Add(Stopwatch.GetElapsedTime(began));
    }
}

TimeSpan cold;
await using (var house = new BenchmarkHouse(HandOverKind.Resume, devices: 4))
{
    Builds.WriteScript(house.Plugins, 0);
    var began = Stopwatch.GetTimestamp();
    await house.StartAsync();
    cold = Stopwatch.GetElapsedTime(began);
    for (var i = 1; i <= others + 10; i++)
    {
        Builds.WriteScript(house.Plugins, i);
        var outcome = await house.ReloadAsync();
        if (i > 10)
        {
            scriptGate.Add(outcome.Gate);
            script.Add(Total(outcome));
        }
    }

    Console.WriteLine($"script: disconnects seen by the {house.Lanterns.Count} devices: {house.Lanterns.Sum(lantern => lantern.Left)}");
    await Eventually.TrueAsync(() => Lingering(house) == 0, "every retired generation is gone", TimeSpan.FromMinutes(1), () => $"{Lingering(house)} are left");
}

Console.WriteLine(FormattableString.Invariant($"first start with a script, compiler cold: {cold.TotalMilliseconds:0} ms"));
Console.WriteLine();
Console.WriteLine("| after the files settled | runs | median ms | 95 % | longest | to a restart |");
Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
foreach (var series in new[] { gate, load, handOver, resumed, overlapped, reconnected, scriptGate, script, restarted })
{
    Console.WriteLine(series.Row(restarted));
}

Console.WriteLine();
Console.WriteLine("| reloads | descriptors | threads | managed heap MB | working set MB |");
Console.WriteLine("| --- | --- | --- | --- | --- |");
samples.ForEach(sample => Console.WriteLine(sample));

static TimeSpan Total(ReloadOutcome outcome) => outcome.Gate + outcome.Load + outcome.HandOver;

[MethodImpl(MethodImplOptions.NoInlining)]
static int Lingering(BenchmarkHouse house)
{
    GC.Collect();
    GC.WaitForPendingFinalizers();
    return house.Retired.Count(retired => !retired.Unloaded);
}

int Number(string option, int otherwise) =>
    Array.IndexOf(args, option) is >= 0 and var place && place + 1 < args.Length
        ? int.Parse(args[place + 1], CultureInfo.InvariantCulture)
        : otherwise;
