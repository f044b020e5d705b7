using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Cleanups;

/// <summary>Words that speak of closing, and of what is closed.</summary>
internal static class ClosingWords
{
    /// <summary>The verbs with which the name of a closing method begins.</summary>
    public static readonly ISet<string> Verbs = Words.Set(
        "Dispose", "Close", "Disconnect", "Stop", "Shutdown", "Shut", "Abort", "Hangup", "Cleanup", "Clean", "Terminate", "Teardown", "Tear", "Kill", "Destroy");

    /// <summary>Verbs of helpers that may close something: only their body can tell.</summary>
    public static readonly ISet<string> HelperVerbs = Words.Set("Drop", "Free", "Release", "Reset", "End", "Quit", "Logout", "Leave", "Detach", "Unload", "Deinit", "Uninit");

    /// <summary>Verbs of calls that let the handle go; the others may only say goodbye.</summary>
    public static readonly ISet<string> LettingGo = Words.Set("Dispose", "Close", "Abort", "Hangup", "Cleanup", "Clean", "Kill", "Destroy", "Terminate");

    /// <summary>Verbs of the answer to a close that failed.</summary>
    public static readonly ISet<string> Forcing = Words.Set("Abort", "Kill", "Terminate");

    /// <summary>What may stand before the verb.</summary>
    public static readonly ISet<string> BeforeVerb = Words.Set(
        "On", "Do", "Internal", "Inner", "Try", "Safe", "Safely", "Force", "Begin", "Async", "Handle", "Core", "Perform", "Ensure", "Graceful", "Gracefully", "Quietly", "m");

    /// <summary>In a type's name: it is a connection, whatever it is made of.</summary>
    public static readonly ISet<string> Connections = Words.Set("Connection", "Socket", "Transport", "Tcp", "Udp", "Ssl", "Tls", "WebSocket", "Multiplexer");

    /// <summary>At the end of a type's name: it talks to a peer.</summary>
    public static readonly ISet<string> Peers = Words.Set("Client", "Server", "Session", "Channel", "Listener", "Peer", "Link");

    /// <summary>After these the end of a name begins.</summary>
    public static readonly ISet<string> Endings = Words.Set("Base", "Impl", "Wrapper", "Core", "Adapter", "Async", "Proxy");

    /// <summary>In the name of a stream, or of the type that holds it: it stands on a connection.</summary>
    public static readonly ISet<string> Network = Words.Set(
        "Net", "Network", "Socket", "Sock", "Tcp", "Udp", "Ssl", "Tls", "Http", "Https", "Ftp", "Smtp", "Pop3", "Imap", "Telnet", "Ssh", "Serial", "Connection", "Conn", "Client",
        "Server", "Peer", "Remote", "Transport", "Session", "Channel", "Link", "Ws", "WebSocket", "Modbus", "Mqtt", "Amqp", "Redis", "Rpc", "Broker", "Duplex", "Port");

    /// <summary>In the name of a stream: it stands on a file or in memory.</summary>
    public static readonly ISet<string> Elsewhere = Words.Set("File", "Log", "Memory", "Mem", "Disk", "Dump", "Csv", "Archive", "Zip", "Console", "Image", "Resource", "Temp");

    /// <summary>Members and types in whose value a connection is: seen where a stream is made.</summary>
    public static readonly ISet<string> Sources = new HashSet<string>(StringComparer.Ordinal)
    {
        "GetStream", "NetworkStream", "SslStream", "GetResponseStream", "GetRequestStream", "NegotiateStream", "Socket", "TcpClient", "NamedPipeClientStream", "NamedPipeServerStream",
        "GetStreamAsync", "ReadAsStreamAsync", "BaseStream",
    };

    /// <summary>Types and members that make a stream of something else.</summary>
    public static readonly ISet<string> OtherSources = new HashSet<string>(StringComparer.Ordinal)
    {
        "FileStream", "File", "FileInfo", "MemoryStream", "StringWriter", "StringReader", "OpenStandardOutput", "OpenStandardInput", "GetManifestResourceStream", "IsolatedStorageFileStream",
    };

    /// <summary>The verb of a closing method's name; <see langword="null"/> for any other name.</summary>
    /// <param name="name">The method's name.</param>
    /// <param name="closingNames">Names that close by an option.</param>
    public static string? VerbOf(string name, IReadOnlyList<string> closingNames)
    {
        var own = name.Substring(name.LastIndexOf('.') + 1);
        foreach (var word in Words.Of(own))
        {
            if (Verbs.Contains(word))
            {
                return word;
            }

            if (!BeforeVerb.Contains(word))
            {
                break;
            }
        }

        return closingNames.Contains(own) ? own : null;
    }

    /// <summary>Whether a method by that name may be a helper that closes something.</summary>
    public static bool IsHelper(string name) => Words.Of(name) is { Count: > 0 } words && HelperVerbs.Contains(words[0]);
}
