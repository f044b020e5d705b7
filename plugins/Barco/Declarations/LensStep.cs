namespace PluginHost.Barco.Declarations;

/// <summary>One step of one motor of the lens.</summary>
/// <param name="Entity">The button's id.</param>
/// <param name="Motor">The motor's object.</param>
/// <param name="Method">The method of that object.</param>
internal sealed record LensStep(string Entity, string Motor, string Method);
