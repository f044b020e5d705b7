using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PluginHost.Testing;

namespace PluginHost.Tests.Scenes;

/// <summary>A house controller in one process and the server in another, as a person starts them.</summary>
internal sealed partial class ControllerHouse : IAsyncDisposable
{
    /// <summary>In the form of the reference integration's file.</summary>
    public const string Devices = """
        lights:
          attic: {module: 1, output: 1, type: light, display_name: "Attic"}
          piano: {module: 6, output: 2, type: dimmer, display_name: "Piano"}
        switches:
          fountain: {module: 4, output: 3, type: switch, display_name: "Fountain"}
        shutters:
          skylight_d: {module: 5, output: 1, type: switch, display_name: "Skylight", relay_role: down, paired_device: skylight_u}
          skylight_u: {module: 5, output: 2, type: switch, display_name: "Skylight", relay_role: up, paired_device: skylight_d}

        """;

    public const string Password = "over-the-hedge";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private ProgramRunner? _controller;
    private ProgramRunner? _server;
    private HttpClient? _client;

    private ControllerHouse()
    {
    }

    public HouseFolder Folder { get; } = new();

    public int Port { get; private set; }

    public ProgramRunner Controller => _controller!;

    public ProgramRunner Server => _server!;

    public HttpClient Client => _client!;

    public string Url => Client.BaseAddress!.ToString();

    /// <summary>Starts the controller alone, with the configuration of a server that could drive it.</summary>
    public static async Task<ControllerHouse> PrepareAsync(string password = Password)
    {
        var house = new ControllerHouse();
        await house.StartControllerAsync();
        house.Folder.ConfigureDevices(house.Entry("house", "devices_file: devices.yaml", password));
        house.WriteDevices(Devices);
        return house;
    }

    /// <summary>Starts both and waits until the device is online.</summary>
    public static async Task<ControllerHouse> OnlineAsync()
    {
        var house = await PrepareAsync();
        await house.StartServerAsync();
        return house;
    }

    public string Entry(string id, string more, string password = Password) =>
        $"  - id: {id}\n    driver: ipcom\n    settings: {{ host: 127.0.0.1, port: {Port}, username: keeper, password: {password}, {more} }}\n";

    public void WriteDevices(string yaml) => File.WriteAllText(Folder.PathOf("devices.yaml"), yaml);

    /// <summary>Starts the controller, on its old port where it had one.</summary>
    public async Task StartControllerAsync()
    {
        _controller = Folder.Start(
            "simulate", "ipcom", "--port", Port.ToString(CultureInfo.InvariantCulture), "--set", "username=keeper", "--set", $"password={Password}");
        var line = await _controller.WaitForLineAsync(Where(), Patience);
        Port = int.Parse(Where().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    public async Task StartServerAsync()
    {
        _server = Folder.Start("run");
        _client = new HttpClient { BaseAddress = await _server.WaitForUrlAsync(Patience), Timeout = Patience };
        await WaitForStatusAsync("online");
    }

    public async Task<JsonElement> DeviceAsync(string device = "house") => JsonElement.Parse(await Client.GetByteArrayAsync($"/api/v1/devices/{device}"));

    public async Task<long> OpenedAsync(string device = "house") =>
        (await DeviceAsync(device)).GetProperty("connections").GetProperty("opened").GetInt64();

    public Task WaitForStatusAsync(string status, string device = "house") =>
        WaitAsync(device, one => one.GetProperty("status").GetString() == status, $"{device} becomes {status}");

    /// <summary>Waits until an entity shows a value, as JSON writes it.</summary>
    public Task WaitForValueAsync(string entity, string json, string device = "house") => WaitAsync(
        device,
        one => one.GetProperty("entities").EnumerateArray().Any(
            each => each.GetProperty("id").GetString() == entity && each.GetProperty("value").GetRawText() == json),
        $"{entity} of {device} shows {json}");

    /// <summary>Sends a command as a person does, in a process of its own, and asserts that it is done.</summary>
    public async Task CommandAsync(string entity, string value)
    {
        var outcome = await Folder.RunAsync("command", "house", entity, value, "--url", Url);
        Assert.True(outcome.ExitCode == 0, outcome.ErrorText);
        Assert.StartsWith("completed in ", outcome.Text, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        foreach (var program in new[] { _server, _controller })
        {
            await (program?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        Folder.Dispose();
    }

    private async Task WaitAsync(string device, Func<JsonElement, bool> condition, string description)
    {
        var last = "";
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await Client.GetAsync($"/api/v1/devices/{device}");
                last = await answer.Content.ReadAsStringAsync();
                return answer.IsSuccessStatusCode && condition(JsonElement.Parse(last));
            },
            description,
            Patience,
            () => $"{last}\n{string.Join('\n', Server.Lines.Concat(Controller.Lines))}");
    }

    [GeneratedRegex(@"^virtual ipcom on 127\.0\.0\.1:(\d+)")]
    private static partial Regex Where();
}
