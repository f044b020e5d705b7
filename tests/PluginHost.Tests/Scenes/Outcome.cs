namespace PluginHost.Tests.Scenes;

/// <summary>What a command left behind.</summary>
internal sealed record Outcome(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    public string Text => string.Join('\n', Output);

    public string ErrorText => string.Join('\n', Errors);
}
