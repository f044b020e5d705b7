using System.Text.Json;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Session;

namespace PluginHost.Barco.Readings;

/// <summary>
/// Properties that are read and, on a connection that stays, subscribed to: whatever proved to be there is subscribed to and then
/// read once more, as subscribing does not tell the present value.
/// </summary>
internal sealed class WatchedProperties(PulseClient client, bool subscribes)
{
    private readonly PropertyBatch _batch = new(client);
    private readonly HashSet<string> _present = new(StringComparer.Ordinal);
    private readonly HashSet<string> _subscribed = new(StringComparer.Ordinal);
    private bool _isRefused;

    /// <summary>Whether changes come by themselves.</summary>
    public bool IsNotified => subscribes && !_isRefused && _subscribed.Count > 0;

    /// <summary>The projector changed: objects may have come or gone, and their subscriptions with them.</summary>
    public void Forget()
    {
        _batch.Forget();
        _present.Clear();
        _subscribed.Clear();
    }

    /// <returns>Whether everything has been read, and read again where it was subscribed to.</returns>
    public async Task<bool> ReadAsync(IEnumerable<string> names, Action<string, JsonElement?> take, Deadline deadline)
    {
        var isComplete = await _batch.ReadAsync(names, Note, deadline).ConfigureAwait(false);
        string[] added = [.. _present.Except(_subscribed)];
        if (!isComplete || !subscribes || _isRefused || added.Length == 0)
        {
            return isComplete;
        }

        if (!deadline.AllowsAnother())
        {
            return false;
        }

        var reply = await client.SubscribeAsync(added, deadline).ConfigureAwait(false);
        if (reply.Error is { } error)
        {
            // An absent name only says that the projector changed in between; what else is refused stays refused.
            _isRefused = error.Class is not (PulseErrorClass.State or PulseErrorClass.Busy);
            return _isRefused;
        }

        _subscribed.UnionWith(added);
        return deadline.AllowsAnother() && await _batch.ReadAsync(names, Note, deadline).ConfigureAwait(false);

        void Note(string name, JsonElement? value)
        {
            if (value is not null)
            {
                _present.Add(name);
            }
            else
            {
                _present.Remove(name);
            }

            take(name, value);
        }
    }
}
