using System.Collections;

namespace PluginHost;

/// <summary>The commands of one turn: all that waited under one <see cref="Entity.BatchKey"/>, oldest first, or a single one.</summary>
/// <param name="commands">At least one command.</param>
/// <example><code>await connection.ExecuteAsync(new CommandBatch([new Command(power, true)]), deadline);</code></example>
public sealed class CommandBatch(IReadOnlyList<Command> commands) : IReadOnlyList<Command>
{
    /// <summary>The key they share; <see langword="null"/> for a single command without one.</summary>
    public string? Key => commands[0].Entity.BatchKey;

    /// <summary>How many there are; at least one.</summary>
    public int Count => commands.Count;

    /// <summary>One of them.</summary>
    /// <param name="index">From 0, the oldest, to <see cref="Count"/> - 1.</param>
    public Command this[int index] => commands[index];

    /// <summary>Walks through them, oldest first.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<Command> GetEnumerator() => commands.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
