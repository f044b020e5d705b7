using System.Net;
using System.Net.Sockets;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Tests.Ledger;
using PluginHost.Runtime.Transports;
using PluginHost.Runtime.Transports.Datagrams;
using PluginHost.Runtime.Transports.Naming;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Transports;

/// <summary>One scope of one device with everything behind it, confined to loopback.</summary>
internal sealed class Loan : IAsyncDisposable
{
    public static readonly LedgerOwner Owner = new("cinema", "barco", 1);

    /// <summary>Below those that the system hands out, so that no neighbour has it.</summary>
    public static readonly int OwnPort = 10_000 + (Environment.ProcessId % 10_000);

    private int _ended;

    public Loan(Func<string, IPAddress[]>? lookUp = null)
    {
        Ledger = new ConnectionLedger(TimeProvider.System, Observer);
        Scope = new LedgerScope(Ledger, Owner);
        Services = new TransportServices(
            new HostResolver(TimeProvider.System, lookUp ?? (_ => [IPAddress.Loopback])),
            new DeadlineSource(TimeProvider.System),
            Logs.CreateLogger("transports"))
        {
            Interfaces = () => [.. LocalInterface.ListAll().Where(one => one.IsLoopback)],
            WakeTargets = _ => [new IPEndPoint(IPAddress.Loopback, WakePort)],
        };
        Lender = new TransportLender(Services, Scope, (_, reason) => Endings.Add(reason));
    }

    public RecordingObserver Observer { get; } = new();

    public CollectingLoggerFactory Logs { get; } = new();

    public ConnectionLedger Ledger { get; }

    public LedgerScope Scope { get; }

    public TransportServices Services { get; }

    public TransportLender Lender { get; }

    /// <summary>How the connection was said to have ended.</summary>
    public System.Collections.Concurrent.ConcurrentBag<string> Endings { get; } = [];

    public int WakePort { get; set; }

    public Deadline Within(double seconds = 20) => Services.Deadlines.Start(TimeSpan.FromSeconds(seconds));

    public async Task<(IStreamTransport Stream, Socket Peer)> ConnectAsync(StreamOptions? options = null)
    {
        using var listener = LoopbackListener();
        using var deadline = Within();
        var connecting = Lender.ConnectAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port, deadline, options);
        var peer = await listener.AcceptAsync();
        return (await connecting, peer);
    }

    public Task EndAsync(bool isLeak, string reason = "the connection was over")
    {
        _ended = 1;
        return Scope.EndAsync(isLeak, reason);
    }

    public static Socket LoopbackListener(int backlog = 16)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(backlog);
        return listener;
    }

    /// <summary>Whatever a test did, nothing may be left and the counts must add up.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended == 0)
        {
            await EndAsync(isLeak: false, "the test is over");
        }

        await Eventually.TrueAsync(
            () => Ledger.Counts.Open == 0, "every entry of the ledger is struck out", was: () => string.Join(Environment.NewLine, Ledger.Lines()));
        Assert.Equal(Ledger.Counts.Opened, Ledger.Counts.Closed);
        Assert.False(Scope.HasOpen);
    }
}
