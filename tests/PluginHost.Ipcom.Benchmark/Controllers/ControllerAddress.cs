namespace PluginHost.Ipcom.Benchmark.Controllers;

/// <summary>Where a virtual controller is, and who may log in.</summary>
internal sealed record ControllerAddress(string Host, int Port, string User, string Password)
{
    /// <summary>As an argument of a process.</summary>
    public override string ToString() => $"{Host}:{Port}:{User}:{Password}";

    /// <summary>Reads such an argument.</summary>
    public static ControllerAddress Parse(string text) => text.Split(':') is [var host, var port, var user, var password]
        ? new ControllerAddress(host, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), user, password)
        : throw new FormatException($"'{text}' is no address of a controller.");
}
