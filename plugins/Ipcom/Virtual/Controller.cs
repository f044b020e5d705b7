using System.Security.Cryptography;
using PluginHost.Ipcom.Protocol;
using PluginHost.Ipcom.Virtual.Clients;
using PluginHost.Ipcom.Virtual.Faults;
using PluginHost.Ipcom.Virtual.Knobs;
using PluginHost.Ipcom.Virtual.Model;
using PluginHost.Ipcom.Virtual.Records;

namespace PluginHost.Ipcom.Virtual;

/// <summary>What all clients of a running virtual controller share.</summary>
internal sealed class Controller(VirtualOptions options, FaultList faults, House house, IpcomCounters counters, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<VirtualClient> _clients = [];
    private readonly MessageBook _book = new(options.LogSize);
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _startStamp = time.GetTimestamp();
    private byte[]? _key = options.Key is { Length: > 0 } key ? key : null;

    public VirtualOptions Options => options;

    public FaultList Faults => faults;

    public House House => house;

    public IpcomCounters Counters => counters;

    public TimeProvider Time => time;

    public MessageBook Book => _book;

    /// <summary>The time, by a clock that never goes back.</summary>
    public DateTimeOffset Now => _start + time.GetElapsedTime(_startStamp);

    /// <summary>Takes in a connection unless there are too many.</summary>
    public bool TryJoin(VirtualClient client)
    {
        lock (_lock)
        {
            if (_clients.Count(other => !other.IsFinished) >= options.MaxClients)
            {
                return false;
            }

            _clients.Add(client);
            return true;
        }
    }

    public void Leave(VirtualClient client)
    {
        lock (_lock)
        {
            _clients.Remove(client);
        }
    }

    /// <summary>Whether a client may log in as well; tells the others goodbye where it takes their place.</summary>
    public bool TryAdmit(VirtualClient client)
    {
        lock (_lock)
        {
            var others = _clients.Where(other => other != client && other.IsServed).ToList();
            if (others.Count > 0 && options.SecondClient == SecondClient.Refuse)
            {
                return false;
            }

            if (options.SecondClient == SecondClient.Kick)
            {
                others.ForEach(other => other.Dismiss(withGoodbye: true));
            }
        }

        counters.LogIn();
        return true;
    }

    /// <summary>Does something to every connection.</summary>
    public void ForAll(Action<VirtualClient> act)
    {
        lock (_lock)
        {
            _clients.ForEach(act);
        }
    }

    /// <summary>The key for a login.</summary>
    public ReadOnlyMemory<byte> NextKey() => Volatile.Read(ref _key) ?? RandomNumberGenerator.GetBytes(LoginAnswer.KeyLength);

    /// <summary>Answers logins with one key from now on.</summary>
    public void UseKey(byte[] key) => Volatile.Write(ref _key, key);

    public void Record(int client, IpcomMessageKind kind, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> wire)
    {
        counters.Message(kind);
        _book.Add(Now, client, kind, plain, wire);
    }

    public void Write(int client, int module, ReadOnlySpan<byte> values)
    {
        var now = Now;
        counters.Write();
        _book.Add(new IpcomWrite(now, client, module, values.ToArray()));
        var isLost = faults.Occurs(VirtualFaults.LoseWrite, out _);
        var delay = VirtualFaults.SlowWrite.Occurs(faults, out var slow) ? slow : options.ApplyDelay;
        var stuck = VirtualFaults.StuckOutput.Occurs(faults, out var number)
            ? new OutputAddress(((number - 1) / OutputAddress.OutputsPerModule) + 1, ((number - 1) % OutputAddress.OutputsPerModule) + 1)
            : default(OutputAddress?);
        house.Write(module, values, stuck, isLost ? null : delay, now);
    }
}
