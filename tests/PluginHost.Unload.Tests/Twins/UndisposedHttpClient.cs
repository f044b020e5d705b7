using System.Net.Http;

[DeviceDriver("subject")]
public sealed class UndisposedHttpClient : SinDriver
{
    protected override void Commit()
    {
        _ = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, _) => throw new NotSupportedException() });
    }
}
