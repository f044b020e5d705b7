using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PluginHost.Scripts.Tests.HandOver;

/// <summary>What a host lends to one attempt, with a real stream of its own, so that two attempts can share one.</summary>
internal sealed class Lent(IDeviceDriver driver, int port) : IConnectionContext, IEntities, IDeviceMemory, ITransports
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, EntityValue> _values = [];
    private readonly Dictionary<string, string?> _memory = [];

    public IReadOnlyList<Entity> Declared { get; private set; } = [];

    public IEntities Entities => this;

    public string DeviceId => "cinema";

    public ISettings Settings { get; } = SettingValues.From(driver.Settings, new() { ["host"] = "127.0.0.1", ["port"] = $"{port}" });

    public IDeviceMemory Memory => this;

    public ILogger Log => NullLogger.Instance;

    public TimeProvider Time => TimeProvider.System;

    public DeadlineSource Deadlines { get; } = new(TimeProvider.System);

    public ITransports Transports => this;

    string? IDeviceMemory.this[string key]
    {
        get => _memory.GetValueOrDefault(key);
        set => _memory[key] = value;
    }

    public EntityValue this[string id]
    {
        get
        {
            lock (_lock)
            {
                return _values.GetValueOrDefault(id);
            }
        }
    }

    public async Task<IStreamTransport> ConnectAsync(string host, int port, Deadline deadline, StreamOptions? options = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, deadline.Token);
        return new SocketStream(socket);
    }

    public void Declare(params IReadOnlyList<Entity> entities) => Declared = entities;

    public void Set(string id, EntityValue value, bool outlivesConnection = false)
    {
        lock (_lock)
        {
            _values[id] = value;
        }
    }

    public void SetUnavailable(string id)
    {
        lock (_lock)
        {
            _values.Remove(id);
        }
    }

    public void SetBusy(string? reason) => Busy = reason;

    public string? Busy { get; private set; }

    public void RunSoon(string rhythm)
    {
    }

    public void Report(DeviceEvent happened) => throw new NotSupportedException();

    public HttpClient CreateHttpClient(HttpOptions options) => throw new NotSupportedException();

    public IDatagramTransport OpenDatagrams(DatagramOptions options) => throw new NotSupportedException();

    public IStreamListener Listen(ListenerOptions options) => throw new NotSupportedException();

    public Task WakeAsync(string mac, Deadline deadline) => throw new NotSupportedException();

    private sealed class SocketStream(Socket socket) : IStreamTransport
    {
        private readonly NetworkStream _stream = new(socket, ownsSocket: true);
        private PipeReader? _input;
        private PipeWriter? _output;

        public long Id => 1;

        public EndPoint LocalEndPoint => socket.LocalEndPoint!;

        public EndPoint RemoteEndPoint => socket.RemoteEndPoint!;

        public string? PeerCertificateHash => null;

        public PipeReader Input => _input ??= PipeReader.Create(_stream);

        public PipeWriter Output => _output ??= PipeWriter.Create(_stream);

        public void Abort() => _stream.Dispose();

        public ValueTask DisposeAsync() => _stream.DisposeAsync();
    }
}
