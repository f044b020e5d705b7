namespace PluginHost.Runtime.Plugins;

/// <summary>Stages a plugin and checks all that can be checked before its code runs.</summary>
internal sealed class PluginGate(PluginStaging staging)
{
    /// <param name="folder">The folder as found.</param>
    /// <param name="previous">What is known about it; stands where it runs, and where the same content has failed already.</param>
    public GateOutcome Check(PluginFolder folder, PluginEntry? previous)
    {
        if (previous is { Loaded: not null })
        {
            return new(previous, null);
        }

        try
        {
            var staged = staging.Stage(folder);

            // Past the gate already, and not loaded: its constructor may hang, and would leave a thread behind at every rescan.
            if (previous?.Gated?.Staged.Hash == staged.Hash)
            {
                return new(previous, null);
            }

            var facts = PluginInspector.Inspect(File.ReadAllBytes(staged.MainAssembly), Path.GetFileName(staged.MainAssembly));
            RuntimeConfigCheck.Verify(staged.MainAssembly);
            return new(null, new GatedPlugin(staged, facts));
        }
        catch (Exception refusal)
        {
            return new(PluginEntry.Rejected(folder, PluginFailure.Explain(refusal)), null);
        }
    }
}
