namespace PluginHost.Server.Api.Documents;

/// <summary>A command to a device.</summary>
/// <param name="Entity">The entity's id.</param>
/// <param name="Value">The value wanted; nothing for a button.</param>
internal sealed record CommandDocument(string Entity, EntityValue Value);
