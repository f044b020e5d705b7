using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.DroppedConnections;

/// <summary>Loops, throws, inherited and user-made closing: what only the whole type can tell.</summary>
public sealed class DroppedAcrossMembersTests
{
    [Theory]
    [InlineData("""
        class C { TcpClient? _t; public void Run() { while (true) { [|_t = new TcpClient("h", 1)|]; } } public void Dispose() => _t?.Dispose(); }
        """)]
    [InlineData("""
        class C { TcpClient? _t; public void Run() { _t = new TcpClient("h", 1); try { _t.GetStream().ReadByte(); } catch (IOException) { [|_t = null|]; throw; } } public void Dispose() => _t?.Dispose(); }
        """)]
    [InlineData("""
        class C { TcpClient? _t; public void Run() { _t ??= new TcpClient("h", 1); try { _t.GetStream().ReadByte(); } catch (IOException) { [|_t = null|]; throw; } } public void Dispose() => _t?.Dispose(); }
        """)]
    [InlineData("""
        class C { TcpClient? _t; public void Open() { _t = new TcpClient("h", 1); } public void OnFailure() { [|_t = null|]; Open(); } public void Dispose() => _t?.Dispose(); }
        """)]
    [InlineData("""
        class B { protected TcpClient? T; public void Open() { T = new TcpClient("h", 1); } public void Close() { T?.Close(); } }
        class D : B { public void Forget() { [|T = null|]; } }
        """)]
    [InlineData("""
        class C { UdpClient? _u; public int Port;
            UdpClient Shown { get { if (_u == null) { _u = new UdpClient(Port); } return _u; } }
            public void Move(int port) { Port = port; [|_u = null|]; }
            public void Send(byte[] b) { Shown.Send(b, b.Length); } public void Close() => _u?.Close(); }
        """)]
    [InlineData("""
        class C { Socket? _s; public bool Init(EndPoint to) { if (_s != null) { return true; } _s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try { _s.Connect(to); _s.Send(new byte[1]); return true; } catch (SocketException) { [|_s = null|]; return false; } } public void Dispose() => _s?.Dispose(); }
        """)]
    [InlineData("""
        class C(TcpClient? t) { public void Lose() { [|t = null|]; } public void Dispose() => t?.Dispose(); }
        """)]
    public async Task OpenOne_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", source);

    [Theory]
    [InlineData("""
        enum S { A, B }
        class C { S _s; TcpClient? _t;
            public void OpenA() { if (_s != S.A) { return; } _t = new TcpClient("a", 1); _s = S.B; }
            public void OpenB() { if (_s != S.A) { return; } _t = new TcpClient("b", 1); _s = S.B; }
            public void Close() { _t?.Dispose(); _s = S.A; } }
        """)]
    [InlineData("""
        class C { TcpClient? _t; bool IsOpen => _t != null;
            public void OpenA() { if (IsOpen) { return; } _t = new TcpClient("a", 1); }
            public void OpenB() { if (IsOpen) { return; } _t = new TcpClient("b", 1); }
            public void Close() { _t?.Dispose(); _t = null; } }
        """)]
    [InlineData("""
        class C { TcpClient? _t; public void Start() { _t ??= new TcpClient("h", 1); } public void Stop() { Release(ref _t); } static void Release(ref TcpClient? t) { t?.Dispose(); t = null; } }
        """)]
    [InlineData("""
        class C { K? _k; public void Restart() { _k?.Close(); _k = new K(); } public void Stop() => _k?.Close(); class K { readonly TcpClient _t = new(); public void Close() { _t.Close(); } } }
        """)]
    [InlineData("""
        class B { protected TcpClient? T; protected void Shut() { T?.Close(); T = null; } }
        class D : B { public void Reconnect() { Shut(); T = new TcpClient("h", 1); } }
        """)]
    [InlineData("""
        class B { protected TcpClient? T; public void Open() { T = new TcpClient("h", 1); } public void Close() { T?.Close(); Closed(); } protected virtual void Closed() { } }
        class D : B { protected override void Closed() { T = null; } public void Forget() { Close(); T = null; } public bool Drop() { if (T == null) { return false; } T.Close(); T = null; return true; } }
        """)]
    [InlineData("""
        class C { UdpClient? _u;
            public UdpClient Make() { _u = new UdpClient(1); return _u; }
            public void Forget() { _u = null; } }
        """)]
    [InlineData("""
        class B { protected TcpClient? T; public void Use(TcpClient t) { T = t; } }
        class D : B { public void Forget() { T = null; } }
        """)]
    [InlineData("""
        class C { TcpClient? _t; public void Run() { while (true) { _t?.Close(); _t = new TcpClient("h", 1); } } public void Dispose() => _t?.Dispose(); }
        """)]
    public async Task ClosedOne_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", source);
}
