using Microsoft.CodeAnalysis.Text;

namespace PluginHost.Analyzers.Tests.Harness;

/// <summary>Source in which <c>[|…|]</c> stands round each place that a rule shall report.</summary>
internal sealed record MarkedSource(string Code, IReadOnlyList<TextSpan> Expected)
{
    public static MarkedSource Parse(string marked)
    {
        var code = new System.Text.StringBuilder(marked.Length);
        var (open, spans) = (new Stack<int>(), new List<TextSpan>());
        for (var i = 0; i < marked.Length; i++)
        {
            if (Stands("[|", i))
            {
                open.Push(code.Length);
                i++;
            }
            else if (Stands("|]", i) && open.Count > 0)
            {
                spans.Add(TextSpan.FromBounds(open.Pop(), code.Length));
                i++;
            }
            else
            {
                code.Append(marked[i]);
            }
        }

        return open.Count == 0
            ? new MarkedSource(code.ToString(), [.. spans.OrderBy(span => span.Start)])
            : throw new ArgumentException("A [| without its |].", nameof(marked));

        bool Stands(string mark, int at) => string.CompareOrdinal(marked, at, mark, 0, mark.Length) == 0;
    }
}
