namespace PluginHost.Analyzers.Tests.Rules.DriverCode;

/// <summary>A driver round the code of a test.</summary>
internal static class DriverSource
{
    /// <summary>The members stand in a connection class beside the driver; the statements make it a program.</summary>
    public static string With(string members, string statements = "") => $$"""
        using System.Runtime.InteropServices;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using System.Xml.Serialization;
        using PluginHost;
        {{statements}}
        [DeviceDriver("meter", Version = "1.0.0")]
        public sealed class MeterDriver : IDeviceDriver
        {
            public IReadOnlyList<Setting> Settings => [];
            public DriverPlan Plan(ISettings settings) => new();
            public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) => throw new NotSupportedException();
        }
        sealed partial class Meter
        {
            {{members}}
        }
        record Reading(double Watts, string Unit);
        enum Mode { Day, Night }
        """;
}
