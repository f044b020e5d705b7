using System.Globalization;
using System.Security.Cryptography;
using PluginHost.Ipcom.Protocol;
using PluginHost.Ipcom.Virtual.Clients;
using PluginHost.Ipcom.Virtual.Faults;
using PluginHost.Ipcom.Virtual.Knobs;
using PluginHost.Ipcom.Virtual.Model;

namespace PluginHost.Ipcom.Virtual;

/// <summary>A house controller for tests and for the demo: speaks the protocol, keeps its outputs, and refuses what a controller would refuse.</summary>
[VirtualDevice("ipcom")]
public sealed class IpcomVirtualDevice : IVirtualDevice
{
    /// <summary>More than may be clients, so that one too many is turned away and not left waiting.</summary>
    private const int MostStreams = 1024;

    private readonly House _house = new();
    private Controller? _controller;

    /// <summary>What it has seen of its clients.</summary>
    public IpcomCounters Counters { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<Setting> Settings => VirtualOptions.Settings;

    /// <inheritdoc/>
    public IReadOnlyList<Fault> Faults => VirtualFaults.All;

    /// <summary>When connections were accepted, the last ones, oldest first, a copy.</summary>
    public IReadOnlyList<DateTimeOffset> Accepts => _controller?.Book.Accepts ?? [];

    /// <summary>The messages that came last, oldest first, a copy.</summary>
    public IReadOnlyList<IpcomMessage> Messages => _controller?.Book.Messages ?? [];

    /// <summary>The writes that came last and were whole and right, oldest first, a copy.</summary>
    public IReadOnlyList<IpcomWrite> Writes => _controller?.Book.Writes ?? [];

    /// <summary>The last moments at which both relays of a pair were on or were asked for, oldest first, a copy.</summary>
    public IReadOnlyList<IpcomAlarm> Alarms => _house.Alarms(Now);

    /// <summary>The time by its own clock, as its records tell it.</summary>
    public DateTimeOffset Now => _controller?.Now ?? default;

    /// <summary>An output as it is now.</summary>
    /// <param name="module">From 1 to 16.</param>
    /// <param name="output">From 1 to 8.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public byte this[int module, int output] => _house.Read(Address(module, output), Now);

    /// <summary>Sets an output at once, as a switch on the wall does.</summary>
    /// <param name="module">From 1 to 16.</param>
    /// <param name="output">From 1 to 8.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public void SetOutput(int module, int output, byte value) => _house.Set(Address(module, output), value, Now);

    /// <summary>Looks from now on that two relays are never on together.</summary>
    /// <param name="module">One relay's module.</param>
    /// <param name="output">Its output.</param>
    /// <param name="otherModule">The other one's module.</param>
    /// <param name="otherOutput">Its output.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public void WatchPair(int module, int output, int otherModule, int otherOutput) =>
        _house.WatchPair(new WatchedPair(Address(module, output), Address(otherModule, otherOutput)));

    /// <summary>Closes every connection without a word, or tells every client goodbye before.</summary>
    /// <param name="withGoodbye">Whether to say goodbye.</param>
    public void Drop(bool withGoodbye = false) => _controller?.ForAll(client => client.Dismiss(withGoodbye));

    /// <summary>Resets every connection.</summary>
    public void Reset() => _controller?.ForAll(static client => client.Reset());

    /// <summary>Sends every client bytes for which it did not ask, as they are.</summary>
    /// <param name="wire">The bytes.</param>
    public void Push(ReadOnlySpan<byte> wire)
    {
        var bytes = wire.ToArray();
        _controller?.ForAll(client => client.Push(bytes));
    }

    /// <summary>Answers the logins from now on with another key, the same for all.</summary>
    /// <exception cref="InvalidOperationException">The device does not run yet.</exception>
    public void NewKey() => UseKey(RandomNumberGenerator.GetBytes(LoginAnswer.KeyLength));

    /// <summary>Answers the logins from now on with one key.</summary>
    /// <param name="key">128 bytes.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    /// <exception cref="InvalidOperationException">The device does not run yet.</exception>
    public void UseKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != LoginAnswer.KeyLength)
        {
            throw new ArgumentException($"A session key has {LoginAnswer.KeyLength} bytes.", nameof(key));
        }

        (_controller ?? throw new InvalidOperationException("The device does not run yet.")).UseKey(key.ToArray());
    }

    /// <inheritdoc/>
    public async Task RunAsync(IVirtualDeviceContext context, CancellationToken stop)
    {
        var options = VirtualOptions.Read(context.Settings);
        var controller = new Controller(options, context.Faults, _house, Counters, context.Time);
        Prepare(options);
        _controller = controller;
        var listener = context.Listen(MostStreams);
        await using (listener.ConfigureAwait(false))
        {
            var address = listener.LocalEndPoint;
            context.Ready(DemoHouse.SettingsWith(new Dictionary<string, string>
            {
                ["host"] = address.Address.ToString(),
                ["port"] = address.Port.ToString(CultureInfo.InvariantCulture),
                ["username"] = options.Username,
                ["password"] = options.Password,
            }));
            await listener.ServeAsync((stream, ends) => ServeClientAsync(controller, stream, ends), stop).ConfigureAwait(false);
        }
    }

    private void Prepare(VirtualOptions options)
    {
        _house.HasInterlock = options.HasInterlock;
        for (var output = 1; options.ShutterModule > 0 && output < OutputAddress.OutputsPerModule; output += 2)
        {
            WatchPair(options.ShutterModule, output, options.ShutterModule, output + 1);
        }
    }

    private async Task ServeClientAsync(Controller controller, IStreamTransport stream, CancellationToken stop)
    {
        var number = Counters.Accept();
        controller.Book.Accept(controller.Now);
        try
        {
            using var client = new VirtualClient(stream, controller, number);
            if (VirtualFaults.RefuseConnection.Occurs(controller.Faults, out var ending))
            {
                Counters.TurnAway();
                if (ending == ConnectionEnding.Rst)
                {
                    stream.Abort();
                }
            }
            else if (controller.TryJoin(client))
            {
                try
                {
                    await client.RunAsync(stop).ConfigureAwait(false);
                }
                finally
                {
                    controller.Leave(client);
                }
            }
            else
            {
                Counters.TurnAway();
            }
        }
        finally
        {
            Counters.End();
        }
    }

    private static OutputAddress Address(int module, int output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(module, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(module, OutputAddress.Modules);
        ArgumentOutOfRangeException.ThrowIfLessThan(output, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(output, OutputAddress.OutputsPerModule);
        return new OutputAddress(module, output);
    }
}
