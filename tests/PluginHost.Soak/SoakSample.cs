using System.Globalization;
using System.Text.Json;

namespace PluginHost.Soak;

/// <summary>The host's figures at a moment, as its API tells them.</summary>
internal sealed record SoakSample(
    TimeSpan At, long Descriptors, double MemoryMb, long Threads, long CloseWait, long Open, long Opened, long Closed, long Leaked, int Online)
{
    public static SoakSample Read(TimeSpan at, JsonElement host, int online)
    {
        var process = host.GetProperty("process");
        var connections = host.GetProperty("connections");
        return new SoakSample(
            at,
            process.GetProperty("descriptors").GetInt64(),
            process.GetProperty("workingSetBytes").GetInt64() / 1048576.0,
            process.GetProperty("threads").GetInt64(),
            process.GetProperty("sockets").GetProperty("closeWait").GetInt64(),
            connections.GetProperty("open").GetInt64(),
            connections.GetProperty("opened").GetInt64(),
            connections.GetProperty("closed").GetInt64(),
            connections.GetProperty("leaked").GetInt64(),
            online);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At:mm\\:ss}  descriptors {Descriptors,4}  memory {MemoryMb,6:0.0} MB  threads {Threads,3}  CLOSE_WAIT {CloseWait}  open {Open,2}  opened {Opened,6}  closed {Closed,6}  leaked {Leaked}  online {Online}");
}
