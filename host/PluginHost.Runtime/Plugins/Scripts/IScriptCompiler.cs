namespace PluginHost.Runtime.Plugins.Scripts;

/// <summary>Makes an assembly of a driver script, or says why not. Runs no code of it.</summary>
public interface IScriptCompiler
{
    /// <summary>
    /// Names all that decides what comes out beside the source: compiler, contract and rules. What was compiled under another
    /// one is compiled anew.
    /// </summary>
    string Fingerprint { get; }

    /// <summary>Names what is refused: what was examined under another one is examined anew, and is the same assembly.</summary>
    string Rules { get; }

    /// <summary>Compiles and examines one script; several at a time wait for one another.</summary>
    /// <param name="script">The script.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>The outcome; whatever the source holds is an outcome and never an exception.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    Task<ScriptBuild> BuildAsync(ScriptSource script, CancellationToken stop);
}
