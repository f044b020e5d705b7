using System.Text;

namespace PluginHost.Scripts.Tests.Doubles;

/// <summary>A device that speaks in lines.</summary>
internal abstract class FakeLineDevice(string ends) : FakeDevice
{
    protected abstract Task GreetAsync(FakeConnection client);

    /// <summary>Takes one line.</summary>
    /// <returns>Whether the connection goes on.</returns>
    protected abstract Task<bool> TakeAsync(FakeConnection client, string line);

    protected override async Task ServeAsync(FakeConnection client)
    {
        var (buffer, line) = (new byte[4096], new List<byte>());
        await GreetAsync(client);
        while (await client.ReadAsync(buffer, Stopping) is > 0 and var count)
        {
            for (var at = 0; at < count; at++)
            {
                if (!ends.Contains((char)buffer[at]))
                {
                    line.Add(buffer[at]);
                }
                else if (line.Count > 0)
                {
                    client.LineEnd = at + 1 < count && buffer[at] == '\r' && buffer[at + 1] == '\n' ? "\r\n" : $"{(char)buffer[at]}";
                    var text = Encoding.UTF8.GetString([.. line]);
                    line.Clear();
                    Received.Enqueue(text);
                    if (!IsMute && !await TakeAsync(client, text))
                    {
                        return;
                    }
                }
            }
        }
    }
}
