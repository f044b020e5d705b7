using System.Net;
using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Simulation;
using PluginHost.Server.Client;
using PluginHost.Server.Exits;
using PluginHost.Server.Serving;
using Serilog.Events;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost demo</c>.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    public static CliCommand Create()
    {
        var listen = CommonOptions.Listen();
        var command = new CliCommand(
            "demo", "Runs the server with the built-in plugins and one virtual device for each on loopback; needs no configuration.") { listen };
        command.SetAction(async (parsed, stop) =>
        {
            var token = Environment.GetEnvironmentVariable(HostAddress.TokenVariable) is { Length: > 0 } given ? given : null;
            if (token is not null && !HostToken.IsUsable(token))
            {
                throw ProgramFailure.Usage($"${HostAddress.TokenVariable}: {HostToken.Expected}");
            }

            await using var prepared = await PreparedHouse.WithoutFileAsync(LogEventLevel.Information, stop);
            var url = ListenAddress.Choose(parsed.GetValue(listen), prepared.Configuration.Host.Listen, token);
            var runs = new List<VirtualDeviceRun>();
            try
            {
                var devices = await StartAsync(prepared, runs, stop);
                prepared.Configuration = new LoadedConfiguration
                {
                    File = prepared.Configuration.File,
                    Host = prepared.Configuration.Host,
                    Devices = devices,
                };
                await new HouseServer(prepared, url, token).RunAsync(stop, served => Intro(devices, served, token));
            }
            finally
            {
                await Task.WhenAll(runs.Select(run => run.DisposeAsync().AsTask())).WaitAsync(TimeSpan.FromSeconds(0.4), TimeProvider.System)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<List<DeviceOptions>> StartAsync(PreparedHouse prepared, List<VirtualDeviceRun> runs, CancellationToken stop)
    {
        var devices = new List<DeviceOptions>();
        foreach (var driver in prepared.House.Plugins.Loaded.SelectMany(plugin => plugin.VirtualDevices).Select(device => device.Driver))
        {
            var run = prepared.House.Simulate(driver, new IPEndPoint(IPAddress.Loopback, 0), new Dictionary<string, string>(), []);
            runs.Add(run);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(StartLimit);
            try
            {
                var settings = await run.WaitUntilReadyAsync(limit.Token);
                devices.Add(new DeviceOptions { Id = $"{driver}-demo", Name = $"Virtual {driver}", Driver = driver, Settings = settings });
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                throw ProgramFailure.Failed($"the virtual device of '{driver}' did not start: {error.Message}");
            }
        }

        return devices.Count > 0 ? devices : throw ProgramFailure.Failed("no built-in plugin brings a virtual device to show");
    }

    private static IEnumerable<string> Intro(IReadOnlyList<DeviceOptions> devices, Uri url, string? token)
    {
        foreach (var device in devices)
        {
            var address = new[] { "host", "port" }.Select(name => device.Settings.Find(name)?.Text).OfType<string>();
            yield return $"{device.Id}: driver {device.Driver} with its virtual device on {string.Join(':', address)}";
        }

        var reachable = HostAddress.Reachable(url);
        var where = reachable == HostOptions.DefaultListen ? "" : $" --url {ListenAddress.Text(reachable)}";
        yield return $"try in another terminal{(token is null ? "" : $", with ${HostAddress.TokenVariable} set")}: {Program()} devices{where}";
        yield return "and in place of 'devices': connections, plugins, events --follow";
    }

    /// <summary>The program as a shell finds it from any folder.</summary>
    private static string Program()
    {
        var process = Environment.ProcessPath ?? "pluginhost";
        var isRunByDotNet = Path.GetFileNameWithoutExtension(process) == "dotnet";
        return isRunByDotNet ? $"{Quote(process)} {Quote(Path.GetFullPath(Environment.GetCommandLineArgs()[0]))}" : Quote(process);
    }

    private static string Quote(string path) => path.Contains(' ') ? $"\"{path}\"" : path;
}
