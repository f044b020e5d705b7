using System.Text.Json;

namespace PluginHost.Barco.Protocol;

/// <summary>The answer to one request: a result, or an error.</summary>
internal sealed class PulseReply(PulseId id, JsonElement result, PulseError? error) : PulseMessage
{
    public PulseId Id => id;

    /// <summary>Undefined where there is an error. A JSON null is a result, and for many methods the only one.</summary>
    public JsonElement Result => result;

    public PulseError? Error => error;
}
