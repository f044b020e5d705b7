using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Outputs;

/// <summary>
/// The changes that wait for their write and for the snapshot that shows them. Each write takes along all that waits for its
/// module; two values for one output are written one after the other.
/// </summary>
/// <param name="write">Writes the eight values of a module.</param>
/// <param name="image">What a write is made from.</param>
/// <param name="pairs">Relays of which no write may show both on.</param>
/// <param name="time">The clock.</param>
internal sealed class OutputWrites(
    Func<int, ReadOnlyMemory<byte>, Deadline, Task> write, OutputImage image, IReadOnlyList<RelayPair> pairs, TimeProvider time)
{
    /// <summary>The shortest time between two writes, whatever they are for.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a written value may take to show.</summary>
    public static readonly TimeSpan ShownWithin = TimeSpan.FromSeconds(2);

    private readonly List<OutputChange> _waiting = [];
    private readonly List<OutputChange> _written = [];
    private readonly byte[] _values = new byte[OutputAddress.OutputsPerModule];
    private readonly bool[] _isTaken = new bool[OutputAddress.OutputsPerModule];
    private long? _lastWrite;

    /// <summary>Whether a snapshot is waited for.</summary>
    public bool HasUnshown => _written.Count > 0;

    /// <summary>Whether nothing waits for anything.</summary>
    public bool IsIdle => _written.Count == 0 && _waiting.Count == 0;

    /// <summary>When something may be written: zero for now; <see langword="null"/> when nothing may before the next snapshot.</summary>
    public TimeSpan? NextIn => FindNext() is not null
        ? _lastWrite is { } last && Pace - time.GetElapsedTime(last) is { Ticks: > 0 } left ? left : TimeSpan.Zero
        : null;

    /// <summary>Adds a change behind the others, or before them where it is urgent.</summary>
    public void Add(OutputChange change)
    {
        if (change.IsUrgent)
        {
            SupersedeThoseOf(_waiting, change);
            _waiting.Insert(0, change);
        }
        else
        {
            _waiting.Add(change);
        }
    }

    /// <summary>Takes the place of a change of one entity that still waits, for values of which only the newest matters.</summary>
    public void AddNewest(OutputChange change)
    {
        SupersedeThoseOf(_waiting, change);
        Add(change);
    }

    /// <summary>Drops a change that has not been written, or not in all its modules.</summary>
    public void Drop(OutputChange change)
    {
        if (_waiting.Remove(change))
        {
            Forget(change);
        }
    }

    /// <summary>Fails all that waits: nothing of it is to be written any more.</summary>
    public void Abandon()
    {
        foreach (var change in _waiting.ToList())
        {
            Drop(change);
            change.Fail("The connection ended before it could be written.");
        }
    }

    /// <summary>Writes one module, if there is something to write and it is time.</summary>
    /// <param name="deadline">The call's.</param>
    /// <returns>Whether something was written.</returns>
    public async Task<bool> WriteNextAsync(Deadline deadline)
    {
        DropExpired();
        if (NextIn != TimeSpan.Zero)
        {
            return false;
        }

        var module = FindNext()!.Module;
        var taken = Take(module);
        KeepPairsApart(module);
        await write(module, _values, deadline).ConfigureAwait(false);
        _lastWrite = time.GetTimestamp();
        var shownUntil = After(ShownWithin);

        // Of the same write are only those that want the same: each of them is shown.
        taken.ForEach(change => SupersedeThoseOf(_written, change));
        foreach (var change in taken)
        {
            foreach (var address in change.Values.Select(value => value.Address).Where(address => address.Module == module))
            {
                image.Expect(address, _values[address.Output - 1]);
            }

            change.WrittenIn(module, shownUntil);
            if (change.State == ChangeState.Written)
            {
                _waiting.Remove(change);
                _written.Add(change);
            }
        }

        return true;
    }

    /// <summary>Ends the changes that the newest snapshot shows, and those that it should show by now.</summary>
    public void Compare()
    {
        var now = time.GetTimestamp();
        foreach (var change in _written.Where(change => change.IsShown(image) || now >= change.ShownUntil).ToList())
        {
            _written.Remove(change);
            Forget(change);
            if (change.IsShown(image))
            {
                change.Shown();
            }
            else
            {
                change.FailNotShown(image);
            }
        }
    }

    /// <summary>The time stamp some time from now.</summary>
    public long After(TimeSpan span) => time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency);

    private OutputChange? FindNext() => _waiting.Find(change => IsReady(change) && !_waiting.TakeWhile(earlier => earlier != change).Any(change.SharesOutputWith));

    private bool IsReady(OutputChange change) => change.IsUrgent || !_written.Exists(change.SharesOutputWith);

    private List<OutputChange> Take(int module)
    {
        image.CopyExpected(module, _values);
        Array.Clear(_isTaken);
        List<OutputChange> taken = [];
        foreach (var change in _waiting.Where(IsReady))
        {
            var inModule = change.Values.Where(value => value.Address.Module == module && !change.IsWrittenIn(module)).ToList();
            if (inModule.Count == 0
                || inModule.Exists(value => _isTaken[value.Address.Output - 1] && _values[value.Address.Output - 1] != value.Value)
                || _waiting.TakeWhile(earlier => earlier != change).Any(earlier => !taken.Contains(earlier) && earlier.SharesOutputWith(change)))
            {
                continue;
            }

            taken.Add(change);
            foreach (var value in inModule)
            {
                (_values[value.Address.Output - 1], _isTaken[value.Address.Output - 1]) = (value.Value, true);
            }
        }

        return taken;
    }

    /// <summary>The last look before the wire: whatever came from outside or from a slip of ours, no write shows both relays on.</summary>
    private void KeepPairsApart(int module)
    {
        foreach (var (up, down) in pairs)
        {
            if ((up.Module != module && down.Module != module) || !IsOn(up) || !IsOn(down))
            {
                continue;
            }

            foreach (var relay in new[] { up, down }.Where(relay => relay.Module == module))
            {
                _values[relay.Output - 1] = 0;
            }
        }

        bool IsOn(OutputAddress relay) => (relay.Module == module ? _values[relay.Output - 1] : image.ExpectedAt(relay)) != 0;
    }

    private void DropExpired()
    {
        var now = time.GetTimestamp();
        foreach (var change in _waiting.Where(change => now > change.ExpiresAt).ToList())
        {
            Drop(change);
            change.Fail("Its time was up before it could be written.");
        }
    }

    private void SupersedeThoseOf(List<OutputChange> changes, OutputChange newer)
    {
        foreach (var older in changes.Where(older => older != newer && older.SharesOutputWith(newer)).ToList())
        {
            changes.Remove(older);
            Forget(older);
            older.Supersede();
        }
    }

    /// <summary>Expects no longer what a change has written.</summary>
    private void Forget(OutputChange change)
    {
        foreach (var address in change.Values.Select(value => value.Address).Where(address => change.IsWrittenIn(address.Module)))
        {
            image.Forget(address);
        }
    }
}
