using System.Net;
using System.Text.Json;
using PluginHost.Testing;
using PluginHost.Unload.Tests.Building;

namespace PluginHost.Unload.Tests;

/// <summary>The real program, which looks into itself.</summary>
public sealed class DumpTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new() { Timeout = Patience };
    private ProgramRunner? _program;

    private string Temporary => Directory.CreateDirectory(_folder.PathOf("temporary")).FullName;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Theory]
    [InlineData("ProcessExitHandler", "the static field System.AppDomain.s_domain", "ProcessExitHandler")]
    [InlineData("LongDelay", "the static field System.Threading.TimerQueue", "LongDelay+<WaitAsync>")]
    [InlineData("RunningThread", "thread ", "RunningThread")]
    [InlineData("TypeDescriptorProperties", "the static field System.ComponentModel.", "TypeDescriptorProperties")]
    public async Task Dump_LingeringGeneration_NamesTheWayFromItsRoot(string sin, string root, string own)
    {
        await StartAsync(sin);

        using var response = await _client.PostAsync("/api/v1/plugins/subject/dump?generation=1", null);

        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        var answer = JsonElement.Parse(text);
        Assert.Equal(1, answer.GetProperty("generation").GetInt32());
        var path = answer.GetProperty("path").EnumerateArray().Select(step => step.GetString()!).ToList();
        Assert.StartsWith(root, path[0], StringComparison.Ordinal);
        Assert.Contains(path, step => step.Contains(own, StringComparison.Ordinal));
        Assert.Equal($"By a dump: it is held by {string.Join(" > ", path)}.", answer.GetProperty("heldBy")[0].GetString());
        var shown = JsonElement.Parse(await _client.GetStringAsync("/api/v1/plugins"))[0].GetProperty("retired")[0];
        Assert.Equal(answer.GetProperty("heldBy")[0].GetString(), shown.GetProperty("heldBy")[0].GetString());
        Assert.Empty(Directory.GetFileSystemEntries(Temporary, "pluginhost-dump-*"));
    }

    [Theory]
    [InlineData("subject/dump", HttpStatusCode.Conflict)]
    [InlineData("subject/dump?generation=1", HttpStatusCode.Conflict)]
    [InlineData("nobody/dump", HttpStatusCode.NotFound)]
    public async Task Dump_NothingRetired_IsRefused(string route, HttpStatusCode status)
    {
        await StartAsync("LongDelay", isReloaded: false);

        using var response = await _client.PostAsync($"/api/v1/plugins/{route}", null);

        Assert.Equal(status, response.StatusCode);
    }

    private async Task StartAsync(string sin, bool isReloaded = true)
    {
        PluginBuild.Write($"Sins/{sin}", "Subject", _folder.PathOf("plugins", "Subject"));
        await File.WriteAllTextAsync(
            _folder.PathOf("pluginhost.yaml"), "host:\n  listen: http://127.0.0.1:0\ndevices:\n  - id: one\n    driver: subject\n");
        _program = ProgramRunner.Start(
            BuiltProgram.Dll("host/PluginHost", "pluginhost"),
            ["run"],
            new Dictionary<string, string?> { ["PLUGINHOST_CONFIG"] = null, ["TMPDIR"] = Temporary },
            _folder.Path);
        _client.BaseAddress = await _program.WaitForUrlAsync(Patience);
        await Eventually.TrueAsync(
            async () => (await _client.GetStringAsync("/api/v1/devices/one")).Contains("\"online\"", StringComparison.Ordinal), "a device that is online", Patience);
        if (isReloaded)
        {
            PluginBuild.Write("Twins/Clean", "Subject", _folder.PathOf("plugins", "Subject"));
            await Eventually.TrueAsync(
                async () => (await _client.GetStringAsync("/api/v1/plugins")).Contains("\"generation\":1,\"retiredAt\"", StringComparison.Ordinal), "a retired generation", Patience);
        }
    }
}
