using System.Globalization;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Session;
using PluginHost.Barco.State;

namespace PluginHost.Barco.Commands;

/// <summary>Sends what a remote control would: a key, <c>preset_5</c>, <c>profile_Cinema</c>.</summary>
internal sealed class RemoteCommand(PulseClient client, ProjectorView view) : IEntityCommand
{
    private const string PresetPrefix = "preset_";
    private const string ProfilePrefix = "profile_";

    private bool _hasOldKeys;

    public async Task RunAsync(Command command, Deadline deadline)
    {
        var text = command.Value.Text;
        if (text.StartsWith(PresetPrefix, StringComparison.Ordinal))
        {
            if (int.TryParse(text.AsSpan(PresetPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var preset))
            {
                await SendAsync(command, ProfileNames.ActivatePreset, new JsonObject { ["preset"] = preset }, deadline).ConfigureAwait(false);
                return;
            }

            command.Refuse("A preset is written as preset_N with a number from 0 to 29.");
        }
        else if (text.StartsWith(ProfilePrefix, StringComparison.Ordinal))
        {
            await SendAsync(
                command, ProfileNames.ActivateProfile, new JsonObject { ["name"] = text[ProfilePrefix.Length..] }, deadline).ConfigureAwait(false);
        }
        else if (RemoteKeys.All.Contains(text))
        {
            await PressAsync(command, text, deadline).ConfigureAwait(false);
        }
        else
        {
            command.Refuse($"'{text}' is no key of the remote control{Suggestion.For(text, RemoteKeys.All)}.");
        }
    }

    private async Task PressAsync(Command command, string key, Deadline deadline)
    {
        if (!_hasOldKeys)
        {
            var reply = await client.CallAsync(
                UserInterfaceNames.PostKeyEvent, new JsonObject { ["eventtype"] = "CLICKED", ["key"] = key }, deadline).ConfigureAwait(false);
            _hasOldKeys = reply.Error is { Code: PulseErrorCodes.NotFound };
            if (!_hasOldKeys)
            {
                Acknowledgement.Take(command, reply, view);
                return;
            }
        }

        await SendAsync(command, UserInterfaceNames.SendClickEvent, new JsonObject { ["key"] = key }, deadline).ConfigureAwait(false);
    }

    private async Task SendAsync(Command command, string method, JsonNode parameters, Deadline deadline) => Acknowledgement.Take(
        command, await client.CallAsync(method, parameters, deadline).ConfigureAwait(false), view);
}
