using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.Protocol;

/// <summary>The signal <c>modelupdated</c>: an object appeared or vanished.</summary>
/// <param name="ObjectName">Such as <c>illumination.sources.laser</c>.</param>
/// <param name="Appeared">False where it vanished.</param>
internal sealed record ModelUpdate(string ObjectName, bool Appeared)
{
    /// <summary>Reads one entry of a <see cref="SignalCallback"/>.</summary>
    /// <remarks>The manual has two keys for the callback and two names for the flag.</remarks>
    /// <returns>False for another signal, or without object and flag.</returns>
    public static bool TryParse(KeyValuePair<string, JsonElement> signal, [NotNullWhen(true)] out ModelUpdate? update)
    {
        update = signal.Key is SignalNames.ModelUpdated or SignalNames.ObjectChanged
            && signal.Value.Text("object"u8) is { } objectName
            && (signal.Value.Flag("newobject"u8) ?? signal.Value.Flag("isnew"u8)) is { } appeared
                ? new ModelUpdate(objectName, appeared)
                : null;
        return update is not null;
    }
}
