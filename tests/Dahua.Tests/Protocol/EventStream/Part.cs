using System.Text;

namespace PluginHost.Dahua.Tests.Protocol.EventStream;

/// <summary>What one part of a stream says: an event, or with no code a heartbeat.</summary>
internal sealed record Part(string Code, string Action, int Index, string? Data)
{
    public bool IsHeartbeat => Code.Length == 0;

    public string Body => IsHeartbeat ? "Heartbeat" : $"Code={Code};action={Action};index={Index}{(Data is null ? "" : $";data={Data}\n")}";

    /// <summary>As <see cref="StreamRun"/> writes it down.</summary>
    public string Item => IsHeartbeat ? "Heartbeat" : $"{Code} {Action} {Index}{(Data is null ? "" : $" Json {Data}")}";

    public byte[] Framed(Framing framing)
    {
        var length = Encoding.UTF8.GetByteCount(Body);
        return Encoding.UTF8.GetBytes(framing switch
        {
            Framing.Canonical => $"--myboundary\r\nContent-Type: text/plain\r\nContent-Length:{length}\r\n\r\n{Body}\r\n\r\n",
            Framing.BlankBeforeLength => $"--myboundary\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n{Body}\r\n\r\n",
            Framing.NoBlankLine => $"--myboundary\r\nContent-Type: text/plain\r\nContent-Length:{length}\r\n{Body}\r\n\r\n",
            Framing.LengthWithLineEnd =>
                $"--myboundary\r\nContent-Type: text/plain\r\nContent-Length: {(IsHeartbeat ? length : length + 2)}\r\n{Body}\r\n\r\n",
            Framing.BlankInDelimiter => $"-- myboundary\r\nContent-Type: text/plain\r\nContent-Length:{length}\r\n{Body}\r\n\r\n",
            Framing.DelimiterBehind => $"Content-Type: text/plain\r\nContent-Length: {length}\r\n\r\n{Body}\r\n--myboundary\r\n",
            Framing.MoreHeaders => $"--myboundary\r\nX-Vendor: 1\r\nContent-Type: text/plain\r\nX-Other: 2\r\nCONTENT-LENGTH: {length}\r\n\r\n{Body}\r\n\r\n",
            Framing.NoLength => $"--myboundary\r\nContent-Type: text/plain\r\n\r\n{Body}\r\n",
            Framing.LengthTooLarge => $"--myboundary\r\nContent-Type: text/plain\r\nContent-Length:{length + 70}\r\n\r\n{Body}\r\n--myboundary\r\n",
            _ => $"--myboundary\nContent-Type: text/plain\nContent-Length:{length}\n\n{Body}\n--myboundary--\n",
        });
    }
}
