using PluginHost.Runtime.Plugins.Generations;


namespace PluginHost.Runtime.Hosting.Reloading;

/// <summary>How far a reload came before its devices are known to be back.</summary>
/// <param name="Gate">How long staging, compiling and checking took.</param>
/// <param name="Prepared">The generation or its refusal; <see langword="null"/> where a newer content overtook it.</param>
/// <param name="Probation">Of the generation, where it was switched in.</param>
internal sealed record ReloadAttempt(TimeSpan Gate, PluginPreparation? Prepared, Probation? Probation)
{
    /// <summary>Whether there was nothing to replace.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>Ends when the generation that nobody needs, if there is one, is unloading.</summary>
    public Task Retiring { get; init; } = Task.CompletedTask;
}
