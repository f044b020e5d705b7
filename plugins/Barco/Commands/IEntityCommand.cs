namespace PluginHost.Barco.Commands;

/// <summary>Carries out commands to one entity.</summary>
internal interface IEntityCommand
{
    /// <summary>Returns when the projector has acknowledged or refused it; the outcome then stands in the command.</summary>
    Task RunAsync(Command command, Deadline deadline);
}
