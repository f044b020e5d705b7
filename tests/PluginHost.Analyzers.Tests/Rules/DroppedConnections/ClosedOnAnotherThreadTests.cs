using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.DroppedConnections;

public sealed class ClosedOnAnotherThreadTests
{
    [Theory]
    [InlineData("await Task.Run(() => _tcp?.Dispose()); _tcp = null;")]
    [InlineData("await Task.Run(() => { _tcp.Close(); }).ConfigureAwait(false); _tcp = null;")]
    [InlineData("await Task.Factory.StartNew(() => _tcp?.Dispose()); _tcp = null;")]
    [InlineData("Task.Run(() => _tcp?.Dispose()).Wait(); _tcp = null; await Task.Yield();")]
    [InlineData("await Task.Run(() => Console.WriteLine(_tcp)); [|_tcp = null|];")]
    [InlineData("Later = () => _tcp?.Dispose(); [|_tcp = null|]; await Task.Yield();")]
    [InlineData("_ = Task.Run(() => _tcp?.Dispose()); [|_tcp = null|]; await Task.Yield();")]
    public Task WorkThatWasAwaited_Closes(string body) => new ConnectionLifecycleRule().ReportsAsync("PH0001", $$"""
        sealed class Link
        {
            private TcpClient? _tcp;
            public Action? Later { get; set; }
            public void Open() { _tcp ??= new TcpClient("amp", 23); }
            public async Task StopAsync() { {{body}} }
        }
        """);
}
