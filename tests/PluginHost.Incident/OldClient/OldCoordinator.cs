using System.Net.Sockets;
using PluginHost.Incident.Experiment;

namespace PluginHost.Incident.OldClient;

/// <summary>The poller of the incident: polls, and suppresses what goes wrong in cleaning up.</summary>
internal sealed class OldCoordinator(OldProjectorClient client, PollRecord record)
{
    public const string Property = "image.brightness";

    public async Task PollAsync()
    {
        using var poll = record.Begin();
        try
        {
            await client.GetAsync(Property);
            poll.Succeed();
        }
        catch (TimeoutException)
        {
            // Slow, it thinks: the next poll will do.
        }
        catch (Exception error) when (error is IOException or SocketException or InvalidDataException or ProjectorException)
        {
            try
            {
                client.Disconnect();
            }
            catch (IOException)
            {
                // The sixth mistake: nobody sees that nothing was closed.
            }
        }
    }
}
