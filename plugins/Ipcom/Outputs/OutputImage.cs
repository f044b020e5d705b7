using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Outputs;

/// <summary>
/// What the outputs show, and what those will show that were written and not yet shown: a write replaces a whole module, and
/// one made from a snapshot alone would undo the write before it.
/// </summary>
internal sealed class OutputImage
{
    private readonly byte[] _seen = new byte[Snapshot.Values];
    private readonly byte[] _written = new byte[Snapshot.Values];
    private readonly bool[] _isWritten = new bool[Snapshot.Values];

    /// <summary>The newest snapshot.</summary>
    public ReadOnlySpan<byte> Seen => _seen;

    /// <summary>What an output shows.</summary>
    public byte SeenAt(OutputAddress address) => _seen[address.Index];

    /// <summary>What an output shows or, where it was written since, will show.</summary>
    public byte ExpectedAt(OutputAddress address) => _isWritten[address.Index] ? _written[address.Index] : _seen[address.Index];

    /// <summary>Takes a snapshot.</summary>
    /// <param name="values">128 values.</param>
    /// <returns>Whether it differs from the last one.</returns>
    public bool Take(ReadOnlySpan<byte> values)
    {
        if (values.SequenceEqual(_seen))
        {
            return false;
        }

        values.CopyTo(_seen);
        return true;
    }

    /// <summary>Notes that an output was written.</summary>
    public void Expect(OutputAddress address, byte value) => (_written[address.Index], _isWritten[address.Index]) = (value, true);

    /// <summary>Notes that an output is what the snapshots show.</summary>
    public void Forget(OutputAddress address) => _isWritten[address.Index] = false;

    /// <summary>The expected values of a module.</summary>
    /// <param name="module">The module, 1 to 16.</param>
    /// <param name="values">Takes eight values.</param>
    public void CopyExpected(int module, Span<byte> values)
    {
        for (var output = 1; output <= OutputAddress.OutputsPerModule; output++)
        {
            values[output - 1] = ExpectedAt(new OutputAddress(module, output));
        }
    }
}
