using System.ComponentModel;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Xml.Serialization;

namespace EverySin;

internal static partial class Sins
{
    public static object[] RoundTheHost() =>
        [new Socket(SocketType.Stream, ProtocolType.Tcp), new TcpClient(), new TcpListener(System.Net.IPAddress.Loopback, 0), new UdpClient(), new HttpClient()];

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
