namespace PluginHost.Soak;

/// <summary>A device under the soak: each driver adds its own kind.</summary>
internal interface ISoakDevice : IAsyncDisposable
{
    string Id { get; }

    /// <summary>Its entry in the configuration; differs from edit to edit.</summary>
    string ToYaml();

    /// <summary>Changes something in its settings that the host must apply live.</summary>
    void Edit(Random random);

    /// <summary>Starts a fault of the network or of the device.</summary>
    string BeginFault(Random random);

    /// <summary>Ends every fault.</summary>
    void Heal();

    /// <summary>A command that makes sense at any time.</summary>
    (string Entity, string Json) NextCommand(Random random);
}
