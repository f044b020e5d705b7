using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Barco.Tests.Incidents;

/// <summary>Whatever a projector sends costs that connection and nothing else.</summary>
public sealed class GarbageTests
{
    private static readonly Gen<string> Fragments = Gen.Elements(
        "{", "}", "[", "\"", "\\", ",", ":", "{}", "null", "\"jsonrpc\":\"2.0\"", "\"id\":1", "\"id\":2", "\"result\":\"on\"",
        "\"error\":{\"code\":-32001,\"message\":\"\"}", "\"error\":{\"code\":-32700}", "\"method\":\"property.changed\"",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"on\"}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":7}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"property.changed\",\"params\":{\"property\":[{\"system.state\":\"conditioning\"}]}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"property.changed\",\"params\":{\"property\":[{\"system.state\":{}}]}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"signal.callback\",\"params\":{\"signal\":[7]}}", "HTTP/1.1 200 OK\r\n\r\n", "\r\n", "\u00e4");

    private static readonly Gen<byte[]> Pieces = Gen.OneOf(
        Gen.NonEmptyListOf(Fragments).Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts))),
        Gen.NonEmptyListOf(Gen.Choose(0, 255)).Select(bytes => bytes.Select(value => (byte)value).ToArray()));

    [Fact]
    public async Task AnyBytes_InAnyPieces_CostThatConnectionOnly()
    {
        await using var bench = await StartAsync();
        var samples = Gen.Zip(Gen.NonEmptyListOf(Pieces), Gen.Elements(true, false));

        Prop.ForAll(samples.ToArbitrary(), sample => SurvivesAsync(bench, sample.Item1, sample.Item2).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithStartSize(1).WithEndSize(12));

        Assert.DoesNotContain(bench.Host.Device.Transitions, transition => transition.To == DeviceStatus.Failed);
        await bench.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("{\"jsonrpc\":\"", "x")]
    [InlineData("", "x")]
    [InlineData("", "{")]
    [InlineData("", "\"\\{")]
    public async Task EndlessBytes_AreCutOffAtABound(string beginning, string repeated)
    {
        await using var bench = await StartAsync();
        var chunk = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(repeated, 16 * 1024)));
        var sent = 0L;
        bench.Impostor!.Play(async (stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), stop);
            while (true)
            {
                await stream.WriteAsync(chunk, stop);
                Interlocked.Add(ref sent, chunk.Length);
            }
        });
        var opened = bench.Host.Device.Connections.Opened;

        bench.Host.Reconnect();
        await bench.OpenedAsync((int)opened + 2);
        await bench.ReadyAsync();

        // What the kernel's buffers on both sides hold comes on top of the bound.
        Assert.InRange(Interlocked.Read(ref sent), 0, 24 * 1024 * 1024);
        var first = bench.Host.Logs.Entries.Where(entry => entry.Message.StartsWith("Closed tcp", StringComparison.Ordinal)).ElementAt((int)opened);
        Assert.InRange(Convert.ToInt64(first.Values["BytesIn"], System.Globalization.CultureInfo.InvariantCulture), 0, 3 * 1024 * 1024);
        await bench.AssertNothingLeftAsync();
    }

    private static async Task<ProjectorBench> StartAsync()
    {
        var bench = await ProjectorBench.StartAsync(new ProjectorOptions
        {
            Settings = new() { ["framing"] = "raw", ["timeouts.first"] = "500ms", ["timeouts.next"] = "300ms", ["timeouts.overall"] = "2s" },
            Change = plan => ProjectorOptions.Restless(plan) with { CredentialTries = int.MaxValue },
            HasImpostor = true,
        });
        await bench.ReadyAsync();
        return bench;
    }

    private static async Task SurvivesAsync(ProjectorBench bench, IReadOnlyList<byte[]> pieces, bool ends)
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Impostor!.Play(async (stream, stop) =>
        {
            try
            {
                stream.Socket.NoDelay = true;
                foreach (var piece in pieces)
                {
                    await stream.WriteAsync(piece, stop);
                }

                if (ends)
                {
                    return;
                }

                // Silent from here on, until the driver closes.
                var rest = new byte[4096];
                while (await stream.ReadAsync(rest, stop) > 0)
                {
                }
            }
            finally
            {
                left.TrySetResult();
            }
        });
        var opened = bench.Host.Device.Connections.Opened;
        bench.Host.Reconnect();
        await left.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await bench.OpenedAsync((int)opened + 2);
        await bench.Host.WaitForAsync(DeviceStatus.Online);
        await bench.Host.WaitForAsync("state", "standby");
    }
}
