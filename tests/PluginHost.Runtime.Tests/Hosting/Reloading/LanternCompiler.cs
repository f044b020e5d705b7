using System.Collections.Concurrent;
using PluginHost.Runtime.Plugins.Scripts;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Hosting.Reloading;

/// <summary>Makes a lantern's driver of a script whose text is the mode; one may be held for a while.</summary>
internal sealed class LanternCompiler : IScriptCompiler
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _held = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _begun = new();

    public string Fingerprint { get; set; } = "one";

    public string Rules { get; set; } = "strict";

    /// <summary>A mode that is refused by strict rules.</summary>
    public string? Refused { get; set; }

    /// <summary>Has a text wait in the compiler.</summary>
    /// <returns>Ends the wait.</returns>
    public Action Hold(string text)
    {
        _held[text] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return () => _held[text].TrySetResult();
    }

    public Task WhenBegunAsync(string text) => Begun(text).Task;

    public async Task<ScriptBuild> BuildAsync(ScriptSource script, CancellationToken stop)
    {
        Begun(script.Text).TrySetResult();
        if (_held.TryGetValue(script.Text, out var held))
        {
            await held.Task.WaitAsync(stop);
        }

        var files = LanternBuild.Files(script.Text);
        return Rules == "strict" && script.Text == Refused
            ? new ScriptBuild(null, null, [], "The rules do not like it.")
            : new ScriptBuild(files["Lantern.dll"], files["Lantern.pdb"], [], null);
    }

    private TaskCompletionSource Begun(string text) =>
        _begun.GetOrAdd(text, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
