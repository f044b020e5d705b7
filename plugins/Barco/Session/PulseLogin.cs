using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.Session;

/// <summary>Raises the access level of a session by its PIN.</summary>
internal static class PulseLogin
{
    /// <exception cref="ConnectionEndedException">The PIN was refused, or the connection is gone.</exception>
    /// <exception cref="DeviceBusyException">The projector is in a transition.</exception>
    public static async Task RunAsync(PulseClient client, string pin, Deadline deadline)
    {
        var isNumber = int.TryParse(pin, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var reply = await SendAsync(client, isNumber ? number : pin, deadline).ConfigureAwait(false);
        if (isNumber && reply.Error is { Code: PulseErrorCodes.InvalidParameters })
        {
            reply = await SendAsync(client, pin, deadline).ConfigureAwait(false);
        }

        if (reply.Error is { } error && PulseErrorClassifier.ClassifyLogin(error.Code, error.Message) == PulseErrorClass.Busy)
        {
            throw new DeviceBusyException($"The projector takes no login now: {error.Message}");
        }

        if (reply.Error is not null || reply.Result.ValueKind == JsonValueKind.False)
        {
            throw ConnectionEndedException.CredentialsRefused("The projector refused the PIN.");
        }
    }

    private static Task<PulseReply> SendAsync(PulseClient client, JsonNode code, Deadline deadline) =>
        client.CallAsync(PulseMethods.Authenticate, new JsonObject { ["code"] = code }, deadline);
}
