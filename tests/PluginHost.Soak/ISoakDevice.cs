namespace PluginHost.Soak;

/// <summary>A device under the soak: each driver adds its own kind.</summary>
internal interface ISoakDevice
{
    string Id { get; }

    /// <summary>What breaks it.</summary>
    FaultyLine Line { get; }

    /// <summary>What was asked of the device: a verdict over nothing says nothing.</summary>
    string Account { get; }

    /// <summary>What the device itself saw that may never happen; empty when it saw nothing of the kind.</summary>
    string Complaint { get; }

    /// <summary>Its entry in the configuration; differs from edit to edit.</summary>
    string ToYaml();

    /// <summary>Changes something in its settings that the host must apply live.</summary>
    void Edit(Random random);

    /// <summary>A command that makes sense at any time.</summary>
    (string Entity, string Json) NextCommand(Random random);
}
