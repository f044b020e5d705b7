using System.Globalization;
using PluginHost.Soak;

// usage: PluginHost.Soak [--minutes N] [--devices N] [--seed N]
var minutes = Argument("--minutes", 5);
var devices = Argument("--devices", 6);
var seed = Argument("--seed", Environment.TickCount);
Console.WriteLine($"soak: {devices} devices, {minutes} minutes, seed {seed}");
await using var house = await SoakHouse.StartAsync(devices, new Random(seed));
var verdict = await house.RunAsync(TimeSpan.FromMinutes(minutes));
Console.WriteLine(verdict.Length == 0 ? "soak: passed" : $"soak: FAILED: {verdict}");
return verdict.Length == 0 ? 0 : 1;

int Argument(string name, int fallback) =>
    Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length
        ? int.Parse(args[at + 1], CultureInfo.InvariantCulture)
        : fallback;
