using System.Text;
using PluginHost;

namespace Toy;

/// <summary>The toy as it behaves on the wire.</summary>
[VirtualDevice("toy")]
public sealed class VirtualToy : IVirtualDevice
{
    private static readonly Setting<string> Pin = Setting.Text("pin", "The PIN it wants.");
    private static readonly Fault Dancing = new("dancing", "Answers BUSY to a command.");
    private static readonly Fault Unwilling = new("unwilling", "Refuses a command.");
    private static readonly Fault Confused = new("confused", "Answers a command with what nobody understands.");
    private static readonly Fault Mute = new("mute", "Takes a command and never answers it.");

    private readonly Dictionary<string, string> _values = new() { ["power"] = "false", ["level"] = "40" };

    public IReadOnlyList<Setting> Settings => [Pin];

    public IReadOnlyList<Fault> Faults => [Dancing, Unwilling, Confused, Mute];

    public async Task RunAsync(IVirtualDeviceContext context, CancellationToken stop)
    {
        await using var listener = context.Listen();
        context.Ready(SettingNode.Of(
            ("host", SettingNode.Scalar("127.0.0.1")),
            ("port", SettingNode.Scalar($"{listener.LocalEndPoint.Port}")),
            ("pin", SettingNode.Scalar(context.Settings.Get(Pin), quoted: true)),
            ("parts", SettingNode.Of(
                ("left-arm", SettingNode.Of(("number", SettingNode.Scalar("1")), ("display_name", SettingNode.Scalar("Left: the 'good' arm")))),
                ("right-arm", SettingNode.Of(("number", SettingNode.Scalar("2"))))))));
        await listener.ServeAsync((stream, end) => ServeAsync(stream, context, end), stop);
    }

    private async Task ServeAsync(IStreamTransport stream, IVirtualDeviceContext context, CancellationToken stop)
    {
        while (await stream.Input.ReadLineAsync(stop) is { } line)
        {
            if (Answer(line, context) is { } answer)
            {
                await stream.Output.WriteAsync(Encoding.UTF8.GetBytes(answer + "\n"), stop);
            }
        }
    }

    private string? Answer(string line, IVirtualDeviceContext context)
    {
        switch (line.Split(' ', 3))
        {
            case ["PIN", var pin]: return pin == context.Settings.Get(Pin) ? "OK" : "DENIED";
            case ["GET"]: return $"STATE {_values["power"]} {_values["level"]}";
            case ["SET", ..] when context.Faults.Occurs(Dancing, out _): return "BUSY";
            case ["SET", ..] when context.Faults.Occurs(Unwilling, out _): return "REFUSED";
            case ["SET", ..] when context.Faults.Occurs(Confused, out _): return "HUH";
            case ["SET", ..] when context.Faults.Occurs(Mute, out _): return null;
            case ["SET", var entity, var value]: _values[entity] = value; return "OK";
            default: return "WHAT";
        }
    }
}
