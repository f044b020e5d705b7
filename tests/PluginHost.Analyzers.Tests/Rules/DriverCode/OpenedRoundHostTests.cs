using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.DriverCode;

/// <summary>PH0014: a driver that opens connections of its own.</summary>
public sealed class OpenedRoundHostTests
{
    [Theory]
    [InlineData("void Open() { using var tcp = [|new TcpClient(\"meter\", 4000)|]; }")]
    [InlineData("readonly Socket _socket = [|new(SocketType.Stream, ProtocolType.Tcp)|];")]
    [InlineData("async Task AskAsync() { using var udp = [|new UdpClient(0)|]; await udp.ReceiveAsync(); }")]
    [InlineData("TcpListener Listen() => [|new TcpListener(IPAddress.Loopback, 0)|];")]
    [InlineData("static readonly HttpClient Http = [|new()|];")]
    [InlineData("HttpClient Own() => new HttpClient([|new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(1) }|]);")]
    [InlineData("HttpClientHandler Trusting() => [|new HttpClientHandler()|];")]
    [InlineData("async Task WatchAsync(CancellationToken ct) { using var ws = [|new ClientWebSocket()|]; await ws.ConnectAsync(new Uri(\"ws://meter\"), ct); }")]
    [InlineData("void Late() { Func<TcpClient> make = () => [|new TcpClient()|]; Socket Local() => [|new Socket(SocketType.Dgram, ProtocolType.Udp)|]; make(); Local(); }")]
    [InlineData("sealed class Special : TcpClient; TcpClient Derived() => [|new Special()|];")]
    [InlineData("record Holder(Socket Socket); Holder Keep() => new([|new Socket(SocketType.Stream, ProtocolType.Tcp)|]);")]
    [InlineData("} sealed class Primary(string host) { readonly TcpClient _tcp = [|new(host, 80)|];")]
    [InlineData("} partial class Split { Socket _s; } partial class Split { void Open() { _s = [|new Socket(SocketType.Stream, ProtocolType.Tcp)|]; }")]
    [InlineData("HttpListener Serve() => [|new HttpListener()|];")]
    [InlineData("WebClient Old() => [|new WebClient()|];")]
    [InlineData("void Tell() { using var mail = [|new System.Net.Mail.SmtpClient(\"mail\")|]; }")]
    // By static methods.
    [InlineData("WebRequest Ask() => [|WebRequest.Create(\"http://meter/\")|];")]
    [InlineData("HttpWebRequest Ask() => [|WebRequest.CreateHttp(\"http://meter/\")|];")]
    [InlineData("HttpWebRequest Ask() => (HttpWebRequest)[|HttpWebRequest.CreateDefault(new Uri(\"http://meter/\"))|];")]
    [InlineData("bool Begin(SocketAsyncEventArgs e) => [|Socket.ConnectAsync(SocketType.Stream, ProtocolType.Tcp, e)|];")]
    [InlineData("TcpListener Listen() => [|TcpListener.Create(0)|];")]
    [InlineData("async Task Open(System.Net.Quic.QuicClientConnectionOptions o) { await using var quic = await [|System.Net.Quic.QuicConnection.ConnectAsync(o)|]; }")]
    [InlineData("async Task Serve(System.Net.Quic.QuicListenerOptions o) { await using var quic = await [|System.Net.Quic.QuicListener.ListenAsync(o)|]; }")]
    public Task OwnConnection_IsReported(string members) => new DriverCodeRule().ReportsAsync("PH0014", DriverSource.With(members));

    [Fact]
    public Task TopLevelStatements_BesideADriver_AreReported() => new DriverCodeRule().ReportsAsync(
        "PH0014", DriverSource.With("", "using var tcp = [|new TcpClient(\"meter\", 4000)|];"), kind: OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("async Task OpenAsync(IConnectionContext attempt, Deadline deadline) { var lent = await attempt.Transports.ConnectAsync(\"meter\", 4000, deadline); }")]
    [InlineData("HttpClient Over(HttpMessageHandler lent) => new HttpClient(lent, false);")]
    [InlineData("IPEndPoint Address() => new(IPAddress.Loopback, 4000);")]
    [InlineData("sealed class Signing : DelegatingHandler; HttpMessageHandler Wrap() => new Signing();")]
    [InlineData("HttpRequestMessage Ask() => new(HttpMethod.Get, \"status\");")]
    [InlineData("MemoryStream Buffer() => new();")]
    [InlineData("void Use(Socket lent) { lent.NoDelay = true; }")]
    [InlineData("async Task Use(Socket lent, EndPoint meter) { await lent.ConnectAsync(meter); Socket.CancelConnectAsync(new SocketAsyncEventArgs()); }")]
    [InlineData("bool Can() => System.Net.Quic.QuicConnection.IsSupported;")]
    [InlineData("CancellationTokenSource Limit() => new(1000);")]
    public Task WhatIsLent_IsNot(string members) => new DriverCodeRule().ReportsAsync("PH0014", DriverSource.With(members));

    [Fact]
    public Task AnyOtherProgram_MayOpenWhatItLikes() => new DriverCodeRule().ReportsAsync(
        "PH0014", "class Client { TcpClient _tcp = new(\"h\", 1); HttpClient _http = new(); PluginHost.Deadline? _known; dynamic _any; void F() { _any.Go(); new Thread(() => { }).Start(); } }");
}
