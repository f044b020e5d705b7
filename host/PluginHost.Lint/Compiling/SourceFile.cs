namespace PluginHost.Lint.Compiling;

/// <summary>A file of C# source.</summary>
/// <param name="Path">Where it is, as findings shall name it.</param>
/// <param name="Text">What it holds.</param>
public sealed record SourceFile(string Path, string Text);
