using System.ComponentModel;
using System.Net;
using System.Net.Mail;
using System.Net.Quic;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Xml.Serialization;

namespace EverySin;

internal static partial class Sins
{
    public static object[] RoundTheHost() =>
        [new Socket(SocketType.Stream, ProtocolType.Tcp), new TcpClient(), new TcpListener(IPAddress.Loopback, 0), new UdpClient(), new HttpClient()];

    public static object[] OtherwiseRoundTheHost() => [TcpListener.Create(0), new HttpListener(), new SmtpClient()];

    [SupportedOSPlatform("linux")]
    public static async Task RoundTheHostByQuicAsync()
    {
        await using var connection = await QuicConnection.ConnectAsync(null!);
        await using var listener = await QuicListener.ListenAsync(null!);
    }

    /// <summary>Obsolete as what it calls is.</summary>
    [Obsolete("Round the host in the way of former times.")]
    public static object[] RoundTheHostOfOld() =>
        [new WebClient(), WebRequest.Create("http://meter/"), WebRequest.CreateDefault(new Uri("http://meter/")), WebRequest.CreateHttp("http://meter/")];

    public static object[] Pinning() =>
    [
        new XmlSerializer(typeof(Sin)),
        TypeDescriptor.GetConverter(typeof(Sin)),
        JsonSerializer.Serialize(new Sin("reflection")),
        new Thread(() => { }),
        new Timer(_ => { }),
    ];

    public static object?[] NoSins() =>
        [JsonSerializer.Serialize(new Sin("generated"), SinContext.Default.Sin), JsonNode.Parse("{}"), new MemoryStream()];

    internal sealed record Sin(string Name);

    [JsonSerializable(typeof(Sin))]
    internal sealed partial class SinContext : JsonSerializerContext;
}
