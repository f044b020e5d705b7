using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>The options that change what a path is, and how far calls are followed.</summary>
public sealed class BudgetAndHandlerOptionTests
{
    private const string TypedHandler = """
        class A
        {
            void Send(EndPoint to, byte[] b)
            {
                var s = {0};
                try { s.Connect(to); s.Send(b); s.Close(); }
                catch (SocketException) { s.Close(); }
            }
        }
        """;

    private const string ClosedThreeCallsAway = """
        class A
        {
            void Send(EndPoint to, byte[] b)
            {
                var s = {0};
                try { s.Connect(to); s.Send(b); }
                finally { End(s); }
            }

            static void End(Socket s) => End1(s);
            static void End1(Socket s) => End2(s);
            static void End2(Socket s) => s.Dispose();
        }
        """;

    private const string Made = "new Socket(SocketType.Stream, ProtocolType.Tcp)";

    [Theory]
    [InlineData("dotnet_code_quality.PH.strict_handlers", "false", false)]
    [InlineData("dotnet_code_quality.PH.strict_handlers", "true", true)]
    [InlineData("dotnet_code_quality.PH0007.strict_handlers", "true", true)]
    [InlineData("dotnet_code_quality.PH0004.strict_handlers", "true", true)]
    [InlineData("dotnet_code_quality.PH0007.strict_handlers", "perhaps", false)]
    public Task TypedHandler_LetsOthersPastWhereHandlersAreStrict(string key, string value, bool isReported) =>
        new ConnectionLifecycleRule().ReportsAsync("PH0007", Source(TypedHandler, isReported), new Dictionary<string, string> { [key] = value });

    [Theory]
    [InlineData("4")]
    [InlineData("1")]
    public Task CalleeThatClosesDeepDown_IsSilentHoweverDeepCallsAreFollowed(string deepest) =>
        new ConnectionLifecycleRule().ReportsAsync("PH0007", Source(ClosedThreeCallsAway, isReported: false), new Dictionary<string, string> { ["dotnet_code_quality.PH.max_call_depth"] = deepest });

    [Theory]
    [InlineData("4", true)]
    [InlineData("1", false)]
    public Task FactoryDeepDown_IsFollowedAsFarAsTheOptionSays(string deepest, bool isReported) =>
        new ConnectionLifecycleRule().ReportsAsync("PH0007", """
            class A
            {
                void Send(byte[] b) { var s = {0}; s.Send(b); }
                static Socket Open() => Open1();
                static Socket Open1() => Open2();
                static Socket Open2() => new Socket(SocketType.Stream, ProtocolType.Tcp);
            }
            """.Replace("{0}", isReported ? "[|Open()|]" : "Open()", StringComparison.Ordinal), new Dictionary<string, string> { ["dotnet_code_quality.PH.max_call_depth"] = deepest });

    private static string Source(string text, bool isReported) => text.Replace("{0}", isReported ? $"[|{Made}|]" : Made, StringComparison.Ordinal);
}
