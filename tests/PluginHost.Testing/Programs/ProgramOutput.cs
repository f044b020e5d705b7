namespace PluginHost.Testing;

/// <summary>The lines a program wrote, in the order they were read from its two streams.</summary>
internal sealed class ProgramOutput
{
    private readonly Lock _gate = new();
    private readonly List<ProgramLine> _lines = [];

    public IReadOnlyList<ProgramLine> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    public async Task ReadAsync(TextReader reader, bool isError)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } text)
        {
            lock (_gate)
            {
                _lines.Add(new ProgramLine(isError, text));
            }
        }
    }

    public string? Find(Func<string, bool> predicate) => Lines.FirstOrDefault(line => predicate(line.Text))?.Text;

    public override string ToString()
    {
        IReadOnlyList<ProgramLine> lines = Lines;
        return lines.Count == 0
            ? "(no output)"
            : string.Join(Environment.NewLine, lines.Select(line => $"{(line.IsError ? "stderr" : "stdout")}: {line.Text}"));
    }
}
