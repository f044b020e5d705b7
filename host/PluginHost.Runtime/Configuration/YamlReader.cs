using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PluginHost.Runtime.Configuration;

/// <summary>Turns YAML text into a tree of nodes with their places, in bounded time and memory for any text.</summary>
internal sealed class YamlReader
{
    private const int DeepestNesting = 64;
    private const int MostNodes = 100_000;
    private const int LongestKey = 128;

    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Placeholders _placeholders;
    private readonly ErrorList _errors;
    private readonly string _example;
    private readonly YamlAnchors _anchors = new();
    private int _nodes;

    private YamlReader(string text, Placeholders placeholders, ErrorList errors, string example)
    {
        _scanner = new Scanner(new StringReader(text));
        _parser = new Parser(_scanner);
        _placeholders = placeholders;
        _errors = errors;
        _example = example;
    }

    /// <param name="example">A key that is expected at the top level.</param>
    /// <returns>The tree, or <see langword="null"/> when the text is no YAML document.</returns>
    public static SettingNode? Read(string text, Placeholders placeholders, ErrorList errors, string example)
    {
        var reader = new YamlReader(text, placeholders, errors, example);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlSyntaxException mistake)
        {
            errors.Add(mistake.Line, mistake.Column, mistake.Message);
        }
        // The parser answers some texts with these instead of an exception of its own.
        catch (Exception mistake) when (mistake is YamlException or InvalidOperationException or ArgumentException)
        {
            var error = YamlMistakes.Translate(mistake, text, reader._scanner.CurrentPosition);
            errors.Add(error.Line, error.Column, error.Message);
        }

        return null;
    }

    private SettingNode? ReadDocument()
    {
        Next();
        if (Next() is not DocumentStart)
        {
            throw Empty();
        }

        var root = ReadNode(Next(), 0);
        if (root.IsNothing)
        {
            throw Empty();
        }

        Next();
        return Next() is DocumentStart second
            ? throw new YamlSyntaxException(second.Start.Line, second.Start.Column, "a second document starts here; only one is allowed")
            : root;
    }

    private YamlSyntaxException Empty() => new(1, 1, $"the file is empty; expected '{_example}:'");

    private SettingNode ReadNode(ParsingEvent at, int depth)
    {
        if (at is AnchorAlias alias)
        {
            return ReadAlias(alias, depth);
        }

        Count(at, 1, depth);
        if (at is NodeEvent { Tag.IsEmpty: false })
        {
            Refuse(at, "tags such as '!secret' are not supported; write ${env:NAME} or ${file:PATH}");
        }

        var node = at switch
        {
            Scalar scalar => _placeholders.Resolve(scalar.Value, scalar.Style != ScalarStyle.Plain, Line(at), Column(at)),
            SequenceStart => ReadList(at, depth),
            _ => ReadMap(at, depth),
        };
        if (at is NodeEvent { Anchor: { IsEmpty: false } anchor })
        {
            _anchors.Add(anchor.Value, node);
        }

        return node;
    }

    private SettingNode ReadAlias(AnchorAlias at, int depth)
    {
        if (_anchors.Find(at.Value.Value) is not { } anchored)
        {
            _errors.AddUnresolved(
                Line(at), Column(at), $"the alias '*{at.Value.Value}' has no finished anchor '&{at.Value.Value}' before it");
            return SettingNode.Scalar("", false, Line(at), Column(at));
        }

        Count(at, anchored.Nodes, depth + anchored.Height);
        return anchored.Node;
    }

    private SettingNode ReadList(ParsingEvent start, int depth)
    {
        var items = new List<SettingNode>();
        for (var at = Next(); at is not SequenceEnd; at = Next())
        {
            items.Add(ReadNode(at, depth + 1));
        }

        return SettingNode.List(items, Line(start), Column(start));
    }

    private SettingNode ReadMap(ParsingEvent start, int depth)
    {
        var entries = new Dictionary<string, KeyValuePair<SettingNode, SettingNode>>();
        for (var at = Next(); at is not MappingEnd; at = Next())
        {
            var key = ReadKey(at, depth + 1);
            var value = ReadNode(Next(), depth + 1);
            if (key is not null && !entries.TryAdd(key.Text, KeyValuePair.Create(key, value)))
            {
                Refuse(at, $"the key {ErrorText.Quote(key.Text)} is given twice, in lines {entries[key.Text].Key.Line} and {key.Line}");
            }
        }

        return YamlMerge.Apply(SettingNode.Map([.. entries.Values], Line(start), Column(start)), _errors);
    }

    private SettingNode? ReadKey(ParsingEvent at, int depth)
    {
        // A key is a name, not a value: placeholders in it stay as they are.
        var key = at is Scalar scalar
            ? SettingNode.Scalar(scalar.Value, scalar.Style != ScalarStyle.Plain, Line(at), Column(at))
            : ReadNode(at, depth);
        switch (key)
        {
            case { Kind: SettingNodeKind.Scalar, Text.Length: > 0 and <= LongestKey }:
                return key;
            case { Text.Length: > LongestKey }:
                Refuse(at, $"a key must not be longer than {LongestKey} characters");
                return null;
            default:
                Refuse(at, "a key must be a text that is not empty");
                return null;
        }
    }

    private ParsingEvent Next()
    {
        do
        {
            _parser.MoveNext();
        }
        while (_parser.Current is Comment);
        return _parser.Current ?? throw new InvalidOperationException("The document ended too early.");
    }

    private void Count(ParsingEvent at, int nodes, int depth)
    {
        _nodes += nodes;
        if (depth > DeepestNesting)
        {
            throw new YamlSyntaxException(at.Start.Line, at.Start.Column, $"nested deeper than {DeepestNesting} levels");
        }

        if (_nodes > MostNodes)
        {
            throw new YamlSyntaxException(at.Start.Line, at.Start.Column, $"more than {MostNodes} values, aliases counted with what they stand for");
        }
    }

    private void Refuse(ParsingEvent at, string message) => _errors.Add(Line(at), Column(at), message);

    private static int Line(ParsingEvent at) => (int)at.Start.Line;

    private static int Column(ParsingEvent at) => (int)at.Start.Column;
}
