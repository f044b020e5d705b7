namespace PluginHost.Runtime.Plugins.Scripts;

/// <summary>A driver script as it stands in its file.</summary>
/// <param name="AssemblyName">The name of the assembly to make; the file's name without its extension.</param>
/// <param name="Path">The full path of the file, as stack traces and findings name it.</param>
/// <param name="Text">What the file holds.</param>
public sealed record ScriptSource(string AssemblyName, string Path, string Text);
