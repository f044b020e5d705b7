using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Session;

/// <summary>The requests the driver makes, each one exchange.</summary>
internal sealed class PulseClient(PulseSession session)
{
    public Task<PulseReply> GetAsync(string property, Deadline deadline) =>
        session.AskAsync((writer, output, id) => writer.PropertyGet(output, property, id), deadline);

    public Task<PulseReply> GetAsync(string[] properties, Deadline deadline) =>
        session.AskAsync((writer, output, id) => writer.PropertyGet(output, properties.AsSpan(), id), deadline);

    public Task<PulseReply> SetAsync(string property, JsonNode? value, Deadline deadline) =>
        session.AskAsync((writer, output, id) => writer.PropertySet(output, property, value, id), deadline);

    public Task<PulseReply> CallAsync(string method, JsonNode? parameters, Deadline deadline) =>
        session.AskAsync((writer, output, id) => writer.Call(output, method, parameters, id), deadline);

    public Task<PulseReply> SubscribeAsync(string[] properties, Deadline deadline) =>
        session.AskAsync((writer, output, id) => writer.PropertySubscribe(output, properties, id), deadline);

    public Task<PulseReply> SubscribeSignalAsync(string signal, Deadline deadline) =>
        session.AskAsync((writer, output, id) => writer.SignalSubscribe(output, [signal], id), deadline);
}
