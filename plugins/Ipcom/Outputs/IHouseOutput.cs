namespace PluginHost.Ipcom.Outputs;

/// <summary>Something in the house that hangs at one output.</summary>
internal interface IHouseOutput
{
    /// <summary>What people see of it.</summary>
    IReadOnlyList<Entity> Entities { get; }

    /// <summary>The values of its entities by what the newest snapshot shows.</summary>
    /// <param name="image">The outputs.</param>
    /// <param name="entities">Takes the values.</param>
    void Show(OutputImage image, IEntities entities);

    /// <summary>What a command to one of its entities wants of the output.</summary>
    /// <param name="command">The command.</param>
    OutputValue ValueFor(Command command);
}
