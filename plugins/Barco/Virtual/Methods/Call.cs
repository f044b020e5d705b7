using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Virtual.Model;

namespace PluginHost.Barco.Virtual.Methods;

/// <summary>One method called by one client at one time.</summary>
internal sealed record Call(PulseRequest Request, ClientState Client, ProjectorModel Model, DateTimeOffset Now)
{
    public bool TryGetText(string name, [NotNullWhen(true)] out string? text) =>
        (text = Request.TryGetArgument(name, 0, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null) is not null;

    public bool TryGetInteger(string name, int min, int max, out int number)
    {
        number = 0;
        return Request.TryGetArgument(name, 0, out var value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out number)
            && number >= min
            && number <= max;
    }
}
