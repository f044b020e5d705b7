using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PluginHost.Runtime.Simulation;
using PluginHost.Testing;
using Toy;

namespace PluginHost.Tests.Scenes;

/// <summary>The real server with one toy, online, and a client that speaks with it.</summary>
internal sealed class RunningHouse : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly VirtualDeviceRun _toy;

    private RunningHouse(HouseFolder folder, ProgramRunner program, VirtualDeviceRun toy, int port, Uri url)
    {
        (Folder, Program, _toy, ToyPort) = (folder, program, toy, port);
        Client = new HttpClient { BaseAddress = url, Timeout = Patience };
    }

    public HouseFolder Folder { get; }

    public ProgramRunner Program { get; }

    public HttpClient Client { get; }

    public int ToyPort { get; }

    public FaultList Faults => _toy.Faults;

    public string Url => Client.BaseAddress!.ToString();

    /// <param name="more">More settings of the toy, such as <c>, sin: leaks</c>.</param>
    /// <param name="host">More lines of <c>host:</c>.</param>
    /// <param name="token">The token for the client.</param>
    public static async Task<RunningHouse> StartAsync(string more = "", string host = "", string? token = null)
    {
        var (toy, settings) = await DriverBench.SimulateAsync(new VirtualToy(), new() { ["pin"] = HouseFolder.Pin });
        var port = int.Parse(settings["port"], CultureInfo.InvariantCulture);
        var folder = new HouseFolder();
        folder.ConfigureDevices(HouseFolder.Toy("lamp", port, more), host);
        var program = folder.Start("run");
        var house = new RunningHouse(folder, program, toy, port, await program.WaitForUrlAsync(Patience));
        if (token is not null)
        {
            house.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return house;
    }

    public async Task<RunningHouse> WaitForAsync(string status, string device = "lamp")
    {
        var last = "";
        await Eventually.TrueAsync(
            async () => (last = await StatusAsync(device)) == status, $"{device} becomes {status}", Patience, () => $"{last}\n{string.Join('\n', Program.Lines)}");
        return this;
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());
    }

    public Task<HttpResponseMessage> CommandAsync(string body, string device = "lamp", string query = "") =>
        Client.PostAsync($"/api/v1/devices/{device}/commands{query}", new StringContent(body, Encoding.UTF8, "application/json"));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Program.DisposeAsync();
        await _toy.DisposeAsync();
        Folder.Dispose();
    }

    private async Task<string> StatusAsync(string device) =>
        (await GetAsync("/api/v1/devices")).EnumerateArray()
            .FirstOrDefault(one => one.GetProperty("id").GetString() == device) is { ValueKind: JsonValueKind.Object } found
            ? found.GetProperty("status").GetString()!
            : "missing";
}
