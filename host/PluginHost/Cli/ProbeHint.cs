using System.Globalization;
using PluginHost.Runtime.Devices.Calls;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Server.Cli;

/// <summary>What a person can check when a device did not open.</summary>
internal static class ProbeHint
{
    /// <param name="outcome">What came of opening it; <see langword="null"/> when nothing came of it in time.</param>
    /// <param name="connections">The connections that opening it took.</param>
    /// <param name="plan">How the server would treat the device.</param>
    public static string For(CallOutcome? outcome, IReadOnlyList<ClosedLine> connections, DriverPlan plan) => outcome switch
    {
        CallOutcome.CredentialsRefused => string.Create(
            CultureInfo.InvariantCulture,
            $"check PIN, username and password; the server tries them {plan.CredentialTries} times at most and then waits for other settings"),
        CallOutcome.Busy => "the device is in a state change; probe it again when that is over",
        CallOutcome.Broken or CallOutcome.Hung or CallOutcome.Blocked => "the driver is broken, not the device; the log line names the place",
        _ when connections.Count == 0 => "no connection came about; check 'host' and 'port', and that the device is on and in this network",
        _ when connections.All(one => one.Line.BytesIn == 0) =>
            "it took the connection and said nothing; check 'port', and that no other client holds the device",
        _ => "it answered otherwise than the driver expects; check 'port' and 'driver', and that the device's firmware is one the driver knows",
    };
}
