namespace PluginHost.Analyzers.Flow;

/// <summary>
/// What is known at one point of a method: for each slot the groups it may hold, and for each group the states it may be
/// in, one bit a group. Joining two states is joining their bits, so every analysis ends.
/// </summary>
internal sealed class FlowState
{
    /// <summary>More groups than a method may have: the rest of it is not analysed.</summary>
    public const int MostGroups = 64;

    // Most copies are joined into another state and forgotten: they share what is held until one of them changes it.
    private ulong[] _held;
    private bool _isShared;

    public FlowState(int slots) => _held = new ulong[slots];

    private FlowState(FlowState other)
    {
        _held = other._held;
        _isShared = other._isShared = true;
        Live = other.Live;
        LiveAfterException = other.LiveAfterException;
        Kept = other.Kept;
        Absent = other.Absent;
        Disposed = other.Disposed;
        Gone = other.Gone;
        Unasked = other.Unasked;
        (KnownTrue, KnownFalse) = (other.KnownTrue, other.KnownFalse);
    }

    /// <summary>Open, and for the method to close.</summary>
    public ulong Live { get; set; }

    /// <summary>As <see cref="Live"/>, but on a path that an exception took.</summary>
    public ulong LiveAfterException { get; set; }

    /// <summary>Open, and held by a field.</summary>
    public ulong Kept { get; set; }

    /// <summary>Not there: tested against null.</summary>
    public ulong Absent { get; set; }

    public ulong Disposed { get; set; }

    /// <summary>Given to someone else.</summary>
    public ulong Gone { get; set; }

    /// <summary>As the method found it: only a guess says whether it is open, and nothing has closed it here.</summary>
    public ulong Unasked { get; set; }

    /// <summary>The flags that were just found true, one bit a flag: nothing has run since.</summary>
    public ulong KnownTrue { get; set; }

    /// <summary>And those that were just found false.</summary>
    public ulong KnownFalse { get; set; }

    /// <summary>The groups that may be open.</summary>
    public ulong Open => Live | LiveAfterException | Kept;

    public ulong Held(int slot) => _held[slot];

    public void Hold(int slot, ulong groups)
    {
        if (_held[slot] != groups)
        {
            Own()[slot] = groups;
        }
    }

    /// <summary>Whether a slot that the test accepts holds one of the groups.</summary>
    public bool IsHeldBy(ulong groups, Func<int, bool> accepts)
    {
        for (var slot = 0; slot < _held.Length; slot++)
        {
            if ((_held[slot] & groups) != 0 && accepts(slot))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Begins the life of a group in one slot; an earlier life at the same place is over.</summary>
    public void Begin(int slot, ulong group)
    {
        Clear(group);
        var held = Own();
        for (var i = 0; i < held.Length; i++)
        {
            held[i] &= ~group;
        }

        Live |= group;
        held[slot] = group;
    }

    /// <summary>Lets another group stand for what one was until now.</summary>
    public void Rename(ulong group, ulong other)
    {
        var held = Own();
        for (var i = 0; i < held.Length; i++)
        {
            held[i] = (held[i] & group) != 0 ? (held[i] & ~group) | other : held[i];
        }

        Clear(other);
        Live |= (Live & group) != 0 ? other : 0;
        LiveAfterException |= (LiveAfterException & group) != 0 ? other : 0;
        Kept |= (Kept & group) != 0 ? other : 0;
        Absent |= (Absent & group) != 0 ? other : 0;
        Disposed |= (Disposed & group) != 0 ? other : 0;
        Gone |= (Gone & group) != 0 ? other : 0;
    }

    /// <summary>Forgets every state of some groups.</summary>
    public void Clear(ulong groups)
    {
        Live &= ~groups;
        LiveAfterException &= ~groups;
        Kept &= ~groups;
        Absent &= ~groups;
        Disposed &= ~groups;
        Gone &= ~groups;
    }

    public void Dispose(ulong groups)
    {
        Disposed |= groups & Open;
        Unasked &= ~groups;
        Live &= ~groups;
        LiveAfterException &= ~groups;
        Kept &= ~groups;
    }

    public void Give(ulong groups)
    {
        Gone |= groups & Open;
        Live &= ~groups;
        LiveAfterException &= ~groups;
        Kept &= ~groups;
    }

    /// <summary>On a path on which the holder is null.</summary>
    public void MakeAbsent(ulong groups)
    {
        Absent |= groups;
        Live &= ~groups;
        LiveAfterException &= ~groups;
        Kept &= ~groups;
        Disposed &= ~groups;
        Gone &= ~groups;
    }

    /// <summary>Whatever runs may change them.</summary>
    public void ForgetFlags() => (KnownTrue, KnownFalse) = (0, 0);

    public FlowState Copy() => new(this);

    /// <summary>The same, as an exception's handler finds it.</summary>
    /// <param name="isFailure">Whether the network failed; what anything else can throw leads to no finding.</param>
    public FlowState AfterException(bool isFailure)
    {
        var copy = Copy();
        if (isFailure)
        {
            copy.LiveAfterException |= copy.Live;
        }
        else
        {
            copy.Gone |= copy.Live;
        }

        copy.Live = 0;
        copy.ForgetFlags();
        return copy;
    }

    /// <summary>Takes in another path.</summary>
    /// <returns>Whether it brought anything new.</returns>
    public bool Join(FlowState other)
    {
        var isNew = ((other.Live & ~Live) | (other.LiveAfterException & ~LiveAfterException) | (other.Kept & ~Kept)
            | (other.Absent & ~Absent) | (other.Disposed & ~Disposed) | (other.Gone & ~Gone)) != 0;
        isNew |= ((KnownTrue & ~other.KnownTrue) | (KnownFalse & ~other.KnownFalse) | (Unasked & ~other.Unasked)) != 0;
        Unasked &= other.Unasked;
        KnownTrue &= other.KnownTrue;
        KnownFalse &= other.KnownFalse;
        Live |= other.Live;
        LiveAfterException |= other.LiveAfterException;
        Kept |= other.Kept;
        Absent |= other.Absent;
        Disposed |= other.Disposed;
        Gone |= other.Gone;
        var (held, others) = (_held, other._held);
        for (var i = 0; held != others && i < held.Length && i < others.Length; i++)
        {
            if ((others[i] & ~held[i]) != 0)
            {
                isNew = true;
                held = Own();
                held[i] |= others[i];
            }
        }

        return isNew;
    }

    private ulong[] Own()
    {
        if (_isShared)
        {
            _held = (ulong[])_held.Clone();
            _isShared = false;
        }

        return _held;
    }
}
