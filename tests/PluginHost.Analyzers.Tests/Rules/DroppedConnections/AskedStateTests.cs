using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.DroppedConnections;

/// <summary>Whoever asks a connection whether it still stands, and puts another in its place, has left the old one open.</summary>
public sealed class AskedStateTests
{
    private const string New = "[|_c = new TcpClient(\"amp\", 23)|];";

    [Theory]
    [InlineData("if (_c != null && _c.Connected) return; " + New)]
    [InlineData("if (_c?.Connected == true) return; " + New)]
    [InlineData("if (_c is { Connected: true }) return; " + New)]
    [InlineData("if (_c is { Client.Connected: true }) return; " + New)]
    [InlineData("if (_c is { Connected: true } c && c.Available > 0) return; " + New)]
    [InlineData("if (_c is not { Connected: true }) { " + New + " }")]
    [InlineData("if (_c is null or { Connected: false }) { " + New + " }")]
    [InlineData("if (!(_c is { Connected: true })) { " + New + " }")]
    [InlineData("if (!_c.Connected) { " + New + " }")]
    [InlineData("if (_c.Connected == false) { " + New + " }")]
    [InlineData("if (_c.Connected != true) { " + New + " }")]
    [InlineData("if (_c.Connected is false) { " + New + " }")]
    [InlineData("if (_c.Connected is not true) { " + New + " }")]
    [InlineData("if (!_c.Client.Connected) { " + New + " }")]
    [InlineData("if (_c.Connected) { return; } " + New)]
    [InlineData("if (_isOn && !_c.Connected) { " + New + " }")]
    [InlineData("lock (this) { if (!_c.Connected) { " + New + " } }")]
    [InlineData("if (!IsConnected) { " + New + " }")]
    [InlineData("if (IsConnected) { return; } " + New)]
    [InlineData("if (IsConnected == false) { " + New + " }")]
    [InlineData("if (!IsMatching) { " + New + " }")]
    [InlineData("if (!IsStanding()) { " + New + " }")]
    [InlineData("if (IsStanding() is false) { " + New + " }")]
    [InlineData("try { if (!_c.Connected) { " + New + " } } catch (SocketException e) { Console.Error.WriteLine(e); }")]
    [InlineData("if (_c.Connected) { return; } try { " + New + " } catch (SocketException) { _c.Dispose(); throw; }")]
    [InlineData("if (!_c.Connected) { Open(); }")]
    public async Task ReplacedAfterAQuestion_IsReported(string body) => await new ConnectionLifecycleRule().ReportsAsync(
        "PH0001", body.Contains("Open()") ? Client(body).Replace("_c = new TcpClient(\"made\", 1);", "[|_c = new TcpClient(\"made\", 1)|];") : Client(body));

    [Theory]
    [InlineData("if (_c is { Connected: true }) return; _c?.Dispose(); _c = new TcpClient();")]
    [InlineData("if (!_c.Connected) { _c.Close(); _c = new TcpClient(); }")]
    [InlineData("if (!_c.Connected) { Close(); _c = new TcpClient(); }")]
    [InlineData("Close(); if (!_c.Connected) { _c = new TcpClient(); }")]
    [InlineData("_c?.Dispose(); if (_c is not { Connected: true }) { _c = new TcpClient(); }")]
    [InlineData("if (!IsConnected) { using (_c) { } _c = new TcpClient(); }")]
    [InlineData("Close(); if (!IsConnected) { _c = new TcpClient(); }")]
    [InlineData("if (_c.Connected) { _c.Close(); } _c = new TcpClient();")]
    [InlineData("if (!_c.Connected) { var old = _c; _c = new TcpClient(); old.Dispose(); }")]
    [InlineData("if (!_c.Connected) { Interlocked.Exchange(ref _c, new TcpClient())?.Dispose(); }")]
    [InlineData("if (_c is null) { _c = new TcpClient(); } if (!_c.Connected) { _c.Connect(\"amp\", 23); }")]
    [InlineData("if (_c is not { }) { _c = new TcpClient(); }")]
    [InlineData("if (!_c.Connected) { return; } _c.GetStream().Flush();")]
    [InlineData("if (!_isOn) { _c ??= new TcpClient(); }")]
    public async Task ClosedFirst_IsSilent(string body) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", Client(body));

    [Theory]
    [InlineData("if (!_c.Connected) { _c = new TcpClient(\"amp\", 23); } try { _c.GetStream().WriteByte(1); } catch (IOException) { _c.Close(); throw; }")]
    [InlineData("if (_c is not { Connected: true }) { _c = new TcpClient(\"amp\", 23); } try { _c.GetStream().WriteByte(1); } catch (IOException) { Close(); throw; }")]
    public async Task ClosedByWhoeverLosesIt_IsSilent(string body) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", Client(body));

    [Theory]
    [InlineData("DbConnection", "if (_held is not { State: System.Data.ConnectionState.Open }) { _held = Make(); }")]
    [InlineData("Link", "if (!_held.IsConnected) { _held = Make(); }")]
    public async Task WhatIsClosedWhenItSaysSo_IsSilent(string type, string body) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", $$"""
        sealed class Link : IDisposable
        {
            private readonly TcpClient _tcp = new();
            public bool IsConnected { get; private set; }
            public void Dispose() => _tcp.Dispose();
        }

        sealed class Holder(Func<{{type}}> make) : IDisposable
        {
            private {{type}} _held = make();
            public void Ensure() { {{body}} }
            public void Dispose() => _held.Dispose();
            private {{type}} Make() => make();
        }
        """);

    private static string Client(string body) => $$"""
        sealed class Client : IDisposable
        {
            private TcpClient _c = new TcpClient();
            private bool _isOn = true;
            public bool IsConnected => _c?.Connected ?? false;
            public bool IsMatching { get { return _c is { Connected: true }; } }
            public void Ensure() { {{body}} }
            public void Close() { _c?.Close(); }
            public void Dispose() => _c?.Dispose();
            public void Send() => _c.GetStream().WriteByte(1);
            private bool IsStanding() => _c != null && _c.Connected;
            {{(body.Contains("Open()") ? "private void Open() { _c = new TcpClient(\"made\", 1); }" : "")}}
        }
        """;
}
