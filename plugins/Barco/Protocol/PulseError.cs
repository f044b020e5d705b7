using System.Text.Json;

namespace PluginHost.Barco.Protocol;

/// <summary>The error member of a reply.</summary>
/// <param name="Code">The JSON-RPC code, see <see cref="PulseErrorCodes"/>.</param>
/// <param name="Message">The device's English text; empty where it sent none.</param>
/// <param name="Data">What else it sent; undefined where nothing.</param>
internal sealed record PulseError(int Code, string Message, JsonElement Data)
{
    public PulseErrorClass Class => PulseErrorClassifier.Classify(Code, Message);

    /// <summary>Whether the device lost track of the conversation, so that the connection must be closed.</summary>
    public bool ClosesConnection => PulseErrorClassifier.ClosesConnection(Code);
}
