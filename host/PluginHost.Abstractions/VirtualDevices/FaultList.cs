namespace PluginHost;

/// <summary>The faults a virtual device is asked for at the moment. Thread-safe.</summary>
/// <example><code>if (context.Faults.Occurs(WrongPin, out _)) { await RefuseAsync(); }</code></example>
public sealed class FaultList
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (FaultRequest Request, int Occasions)> _requests = [];

    /// <summary>Asks for a fault from now on, in place of an earlier request of that name; its occasions count anew.</summary>
    /// <param name="request">The request.</param>
    public void Set(FaultRequest request)
    {
        lock (_lock)
        {
            _requests[request.Name] = (request, 0);
        }
    }

    /// <summary>Asks no longer for a fault.</summary>
    /// <param name="name">The fault's name; an unknown one is no error.</param>
    public void Clear(string name)
    {
        lock (_lock)
        {
            _requests.Remove(name);
        }
    }

    /// <summary>Called by the virtual device at each occasion where a fault could occur; counts it.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="value">The value it was asked for with, if any.</param>
    /// <returns>Whether it is to occur now.</returns>
    public bool Occurs(Fault fault, out string? value)
    {
        lock (_lock)
        {
            if (!_requests.TryGetValue(fault.Name, out var asked))
            {
                value = null;
                return false;
            }

            _requests[fault.Name] = asked with { Occasions = asked.Occasions + 1 };
            value = asked.Request.Value;
            return asked.Request.Nth is not { } nth || nth == asked.Occasions + 1;
        }
    }
}
