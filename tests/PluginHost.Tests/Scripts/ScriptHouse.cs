using System.Text.Json;
using PluginHost.Server.Scripts;
using PluginHost.Testing;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Scripts;

/// <summary>The real server with one driver script, as <c>new driver</c> writes it, and its virtual device in another process.</summary>
internal sealed class ScriptHouse : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ProgramRunner _device;
    private readonly ProgramRunner _program;

    private ScriptHouse(HouseFolder folder, ProgramRunner device, ProgramRunner program, Uri url)
    {
        (Folder, _device, _program) = (folder, device, program);
        Client = new HttpClient { BaseAddress = url, Timeout = Patience };
    }

    public HouseFolder Folder { get; }

    public HttpClient Client { get; }

    public string Log => string.Join('\n', _program.Lines.Select(line => line.Text));

    public static string Text { get; } = DriverTemplate.For("lamp");

    private string Script => Folder.PathOf("plugins", "lamp.cs");

    /// <param name="host">Further lines of <c>host:</c>.</param>
    public static async Task<ScriptHouse> StartAsync(string host = "")
    {
        var folder = new HouseFolder();
        File.WriteAllText(folder.PathOf("plugins", "lamp.cs"), Text);
        folder.ConfigureDevices("");
        var device = folder.Start("simulate", "lamp");
        var port = (await device.WaitForLineAsync(line => line.Trim().StartsWith("port:", StringComparison.Ordinal), Patience)).Split(':')[1].Trim();
        folder.ConfigureDevices($"  - id: desk\n    driver: lamp\n    settings: {{ host: 127.0.0.1, port: {port} }}\n", host);
        var program = folder.Start("run");
        var house = new ScriptHouse(folder, device, program, await program.WaitForUrlAsync(Patience));
        await house.WaitForDeviceAsync(one => one.GetProperty("status").GetString() == "online");
        return house;
    }

    public void Save(string text) => File.WriteAllText(Script, text);

    public void Delete() => File.Delete(Script);

    public Task<Outcome> RunAsync(params string[] arguments) => Folder.RunAsync([.. arguments, "--url", Client.BaseAddress!.ToString()]);

    public async Task<JsonElement> PluginAsync() =>
        JsonElement.Parse(await Client.GetByteArrayAsync("api/v1/plugins")).EnumerateArray().Single(plugin => plugin.GetProperty("id").GetString() == "lamp");

    public async Task<JsonElement> WaitForPluginAsync(Func<JsonElement, bool> condition)
    {
        JsonElement seen = default;
        await Eventually.TrueAsync(async () => condition(seen = await PluginAsync()), "what is awaited of the script", Patience, () => $"{seen}\n{Log}");
        return seen;
    }

    public async Task<JsonElement> WaitForDeviceAsync(Func<JsonElement, bool> condition)
    {
        JsonElement seen = default;
        await Eventually.TrueAsync(
            async () => condition(seen = JsonElement.Parse(await Client.GetByteArrayAsync("api/v1/devices/desk"))),
            "what is awaited of the device",
            Patience,
            () => $"{seen}\n{Log}");
        return seen;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _program.DisposeAsync();
        await _device.DisposeAsync();
        Folder.Dispose();
    }
}
