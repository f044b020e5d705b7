using System.Diagnostics;
using System.Text;
using System.Text.Json;
using PluginHost.Testing;

namespace PluginHost.Soak;

/// <summary>The real program with devices that break at random while their settings are edited.</summary>
internal sealed class SoakHouse : IAsyncDisposable
{
    private const int LongestBurst = 5;

    private static readonly TimeSpan SampleEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TroubleEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HealingLimit = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder;
    private readonly IReadOnlyList<ISoakDevice> _devices;
    private readonly Random _random;
    private readonly ProgramRunner _program;
    private readonly HttpClient _api;

    private SoakHouse(TemporaryFolder folder, IReadOnlyList<ISoakDevice> devices, Random random, ProgramRunner program, Uri url)
    {
        (_folder, _devices, _random, _program) = (folder, devices, random, program);
        _api = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };
    }

    private string ConfigurationFile => Path.Combine(_folder.Path, "pluginhost.yaml");

    public static async Task<SoakHouse> StartAsync(int count, Random random)
    {
        List<ISoakDevice> devices = [];
        for (var i = 0; i < count; i++)
        {
            devices.Add(i % 2 == 0
                ? await BarcoSoakDevice.StartAsync($"projector-{i}", perPoll: i % 3 == 2)
                : await IpcomSoakDevice.StartAsync($"controller-{i}"));
        }

        var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "pluginhost.yaml");
        await File.WriteAllTextAsync(file, ToYaml(devices));
        var program = ProgramRunner.Start(Program(), ["run", "--config", file, "--listen", "http://127.0.0.1:0"]);
        return new SoakHouse(folder, devices, random, program, await program.WaitForUrlAsync(TimeSpan.FromMinutes(1)));
    }

    /// <returns>What is wrong; empty when nothing is.</returns>
    public async Task<string> RunAsync(TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        List<SoakSample> samples = [];
        var nextSample = TimeSpan.Zero;
        using var beat = new PeriodicTimer(TroubleEvery);
        while (clock.Elapsed < duration && await beat.WaitForNextTickAsync())
        {
            await MakeTroubleAsync();
            if (clock.Elapsed >= nextSample)
            {
                nextSample = clock.Elapsed + SampleEvery;
                samples.Add(await SampleAsync(clock.Elapsed));
                Console.WriteLine(samples[^1]);
            }
        }

        var healed = await HealAsync(clock);
        Console.WriteLine($"healed\n{healed}");
        Console.WriteLine(string.Join('\n', _devices.Select(device => $"{device.Id}: {device.Account}")));
        await StopAsync();
        return SoakVerdict.Judge(
            samples,
            healed,
            _devices.Count,
            SoakLog.PeakOpen(Path.Combine(_folder.Path, "data", "logs")),
            [.. _devices.Select(device => device.Complaint).Where(complaint => complaint.Length > 0)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _api.Dispose();
        foreach (var device in _devices)
        {
            await device.Line.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StopAsync()
    {
        _program.Terminate();
        if (await _program.WaitForExitAsync(TimeSpan.FromSeconds(15)) is not 0 and var code)
        {
            throw new InvalidOperationException($"The host ended with exit code {code}.");
        }
    }

    private static string ToYaml(IEnumerable<ISoakDevice> devices) =>
        "devices:\n" + string.Concat(devices.Select(device => device.ToYaml()));

    private static string Program() => BuiltProgram.Dll("host/PluginHost", "pluginhost");

    private async Task MakeTroubleAsync()
    {
        var device = _devices[_random.Next(_devices.Count)];
        switch (_random.Next(6))
        {
            case 0:
                device.Edit(_random);
                await File.WriteAllTextAsync(ConfigurationFile, ToYaml(_devices));
                break;
            case 1 or 2:
                device.Line.BeginFault(_random);
                break;
            case 3:
                device.Line.Heal();
                break;
            default:
                await Task.WhenAll(Enumerable.Range(0, _random.Next(1, LongestBurst + 1)).Select(_ => SendAsync(device)));
                break;
        }
    }

    /// <summary>Any answer is right here; what counts is that there is one.</summary>
    private async Task SendAsync(ISoakDevice device)
    {
        var (entity, json) = device.NextCommand(_random);
        using var body = new StringContent($$"""{"entity":"{{entity}}","value":{{json}}}""", Encoding.UTF8, "application/json");
        using var answer = await _api.PostAsync($"api/v1/devices/{device.Id}/commands", body);
    }

    private async Task<SoakSample> HealAsync(Stopwatch clock)
    {
        foreach (var device in _devices)
        {
            device.Line.Heal();
            using var answer = await _api.PostAsync($"api/v1/devices/{device.Id}/reconnect", null);
        }

        var limit = clock.Elapsed + HealingLimit;
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1));
        SoakSample sample;
        do
        {
            await beat.WaitForNextTickAsync();
            sample = await SampleAsync(clock.Elapsed);
        }
        while ((sample.Online < _devices.Count || sample.CloseWait > 0) && clock.Elapsed < limit);
        return sample;
    }

    private async Task<SoakSample> SampleAsync(TimeSpan at)
    {
        using var host = JsonDocument.Parse(await _api.GetByteArrayAsync("api/v1/host"));
        using var devices = JsonDocument.Parse(await _api.GetByteArrayAsync("api/v1/devices"));
        var online = devices.RootElement.EnumerateArray()
            .Count(device => device.GetProperty("status").GetString() is "online" or "busy");
        return SoakSample.Read(at, host.RootElement, online);
    }
}
