using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Cli;

public sealed class AnotherProgramTests : IDisposable
{
    private readonly HouseFolder _folder = new();

    public AnotherProgramTests() => _folder.ConfigureDevices(HouseFolder.Toy("lamp", 1));

    [Theory]
    [InlineData("devices")]
    [InlineData("plugins")]
    [InlineData("connections")]
    [InlineData("events")]
    [InlineData("command lamp power true")]
    [InlineData("probe lamp")]
    public async Task AnswersWithOtherJson_IsToldInOneLine(string arguments)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var other = builder.Build();
        other.MapFallback(() => Results.Text("{}", "application/json"));
        await other.StartAsync(TestContext.Current.CancellationToken);
        var url = other.Urls.First();

        var outcome = await _folder.RunAsync([.. arguments.Split(' '), "--url", url]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal($"pluginhost: what answers at {url} is no PluginHost", Assert.Single(outcome.Errors));
    }

    [Fact]
    public async Task Probe_WhereNoHttpIsSpoken_DoesNotTakeItForNoHost()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync();

        var outcome = await _folder.RunAsync("probe", "lamp", "--url", $"http://{listener.LocalEndpoint}");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"no host answers at http://{listener.LocalEndpoint}", Assert.Single(outcome.Errors), StringComparison.Ordinal);
        await answering;

        async Task AnswerAsync()
        {
            using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync("SSH-2.0-other\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => _folder.Dispose();
}
