using System.Text.RegularExpressions;
using PluginHost.Testing;

namespace PluginHost.Tests.Walkthrough;

/// <summary>A page of the documentation: its code blocks by the file name that the text before them gives.</summary>
internal sealed partial class GuidePage(string name)
{
    private readonly string _text = File.ReadAllText(Path.Combine(BuiltProgram.RepositoryRoot, "docs", name));

    /// <summary>The first code block after the first mention of a file in back quotes.</summary>
    public string FileNamed(string file)
    {
        var mention = Mention(file).Match(_text);
        Assert.True(mention.Success, $"{name} names no file `{file}`");
        var block = CodeBlock().Match(_text, mention.Index);
        Assert.True(block.Success, $"{name} has no code block for `{file}`");
        return block.Groups[1].Value;
    }

    [GeneratedRegex(@"^```\w+\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    private static Regex Mention(string file) => new($"`(?:\\w+/)?{Regex.Escape(file)}`");
}
