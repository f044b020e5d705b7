using System.Text.Json;
using PluginHost.Barco.Declarations;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Session;
using PluginHost.Barco.State;

namespace PluginHost.Barco.Readings;

/// <summary>Who it is, and the hardware address to wake it by, which can be read only while it is awake.</summary>
internal sealed class IdentityReading(PulseClient client, ProjectorView view, IDeviceMemory memory)
{
    private static readonly string[] Names =
        [.. PropertyBindings.Identity.Select(binding => binding.Property), NetworkNames.HardwareAddress];

    private readonly PropertyBatch _batch = new(client);
    private bool _isIncomplete;

    public async Task TurnAsync(Deadline deadline)
    {
        _isIncomplete = false;
        if (!await _batch.ReadAsync(Names, Take, deadline).ConfigureAwait(false) || !_isIncomplete)
        {
            return;
        }

        // Older firmware has all of it in one answer instead.
        var reply = await client.CallAsync(SystemNames.GetIdentifications, null, deadline).ConfigureAwait(false);
        Show(BarcoEntities.Serial, reply.Result.Text("SerialNumber"u8));
        Show(BarcoEntities.Model, reply.Result.Text("Identification"u8));
        Show(BarcoEntities.Firmware, reply.Result.Text("version"u8));
    }

    private void Take(string name, JsonElement? value)
    {
        if (name != NetworkNames.HardwareAddress)
        {
            _isIncomplete |= value is null;
            if (value is not null)
            {
                view.Take(name, value);
            }
        }
        else if (value is { ValueKind: JsonValueKind.String } address && HardwareAddress.IsValid(address.GetString()!))
        {
            memory[HardwareAddress.MemoryKey] = address.GetString();
        }
    }

    private void Show(Entity entity, string? text)
    {
        if (text is not null)
        {
            view.ShowLasting(entity, text);
        }
    }
}
