namespace PluginHost.Runtime.Plugins.Sources;

/// <summary>What a verdict about a plugin is about: the same content under other rules is to be judged again.</summary>
/// <param name="Content">The content's hash.</param>
/// <param name="Rules">What is asked of it beside that it can be loaded; empty where nothing is.</param>
internal sealed record Judgement(string Content, string Rules);
