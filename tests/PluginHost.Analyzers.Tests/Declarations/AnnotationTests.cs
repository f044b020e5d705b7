using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Declarations;

/// <summary>What authors say of ownership, by attributes of any origin and by options, decides before anything is inferred.</summary>
public sealed class AnnotationTests
{
    private const string Attributes = """
        namespace Anywhere
        {
            sealed class BorrowedAttribute : Attribute;
            sealed class OwnedAttribute : Attribute;
            sealed class DisposesAttribute : Attribute;
            sealed class MustDisposeResourceAttribute(bool value = true) : Attribute { public bool Value => value; }
            sealed class HandlesResourceDisposalAttribute : Attribute;
        }

        """;

    [Theory]
    [InlineData("""
        [Anywhere.MustDisposeResource] sealed class Link { public void Dispose() { } }
        sealed class Client
        {
            private Link? _link = new();
            public void OnLost() { [|_link = null|]; }
        }
        """)]
    [InlineData("""
        interface IPool { [return: Anywhere.Owned] TcpClient Rent(); }
        sealed class Client(IPool pool)
        {
            private TcpClient? _tcp;
            public void Start() { _tcp = pool.Rent(); }
            public void Stop() { [|_tcp = null|]; }
        }
        """)]
    [InlineData("""
        sealed class Client([Anywhere.Owned] TcpClient tcp)
        {
            [Anywhere.Owned] private TcpClient? _tcp = tcp;
            public void Stop() { [|_tcp = null|]; }
        }
        """)]
    public async Task SaidToBeOwned_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", Attributes + source);

    [Theory]
    [InlineData("""
        [Anywhere.MustDisposeResource(false)] sealed class Quiet : TcpClient;
        sealed class Client
        {
            private Quiet? _tcp = new();
            public void Stop() { _tcp = null; }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            [Anywhere.Borrowed] private TcpClient? _tcp = new();
            public void Stop() { _tcp = null; }
        }
        """)]
    [InlineData("""
        interface ICloser { void Take([Anywhere.Disposes] TcpClient? tcp); }
        sealed class Client(ICloser closer)
        {
            private TcpClient? _tcp = new();
            public void Stop() { closer.Take(_tcp); _tcp = null; }
        }
        """)]
    [InlineData("""
        static class Extensions { [Anywhere.HandlesResourceDisposal] public static extern void Bye(this TcpClient? tcp); }
        interface IClose { [Anywhere.HandlesResourceDisposal] void Bye(); }
        abstract class Link : TcpClient, IClose { public abstract void Bye(); }
        sealed class Client(Func<Link> open)
        {
            private IClose? _link = open();
            public void Stop() { _link?.Bye(); _link = null; }
        }
        """)]
    public async Task SaidToBeBorrowedOrClosed_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", Attributes + source);

    [Theory]
    [InlineData("disposing_members", "Pool.GiveBack", """
        abstract class Pool { public abstract void GiveBack(TcpClient? tcp); }
        sealed class Client(Pool pool)
        {
            private TcpClient? _tcp = new();
            public void Stop() { pool.GiveBack(_tcp); _tcp = null; }
        }
        """)]
    [InlineData("excluded_resource_types", "System.Net.Sockets.TcpClient", """
        sealed class Client
        {
            private TcpClient? _tcp = new();
            public void Stop() { _tcp = null; }
        }
        """)]
    [InlineData("additional_resource_types", "Link", """
        sealed class Link { public void Dispose() { } }
        sealed class Client
        {
            private Link? _link = new();
            public void Stop() { [|_link = null|]; }
        }
        """)]
    [InlineData("owned_result_members", "M:Pool.Rent", """
        abstract class Pool { public abstract TcpClient Rent(); }
        sealed class Client(Pool pool)
        {
            private TcpClient? _tcp;
            public void Start() { _tcp = pool.Rent(); }
            public void Stop() { [|_tcp = null|]; }
        }
        """)]
    public async Task Option_Decides(string key, string value, string source) => await new ConnectionLifecycleRule().ReportsAsync(
        "PH0001", source, new Dictionary<string, string> { [$"dotnet_code_quality.PH.{key}"] = value });
}
