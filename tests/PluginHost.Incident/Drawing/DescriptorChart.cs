using System.Globalization;
using System.Text;
using PluginHost.Incident.Experiment;

namespace PluginHost.Incident.Drawing;

/// <summary>The samples as a drawing that can be read on light and dark pages.</summary>
internal static class DescriptorChart
{
    private const int Width = 760;
    private const int Height = 380;
    private const int Left = 60;
    private const int Right = 190;
    private const int Top = 46;
    private const int Bottom = 52;

    private const string Style = """
          <style>
            text { font: 13px system-ui, sans-serif; fill: #333 }
            .head { font-size: 15px; font-weight: 600 }
            .grid { stroke: #ddd } .old { stroke: #b3261e } .driver { stroke: #1a5fb4 } .lent { stroke: #5d5d5d; stroke-dasharray: 5 4 }
            .line { fill: none; stroke-width: 2 }
            text.old { fill: #b3261e; stroke: none } text.driver { fill: #1a5fb4; stroke: none } text.lent { fill: #5d5d5d; stroke: none }
            .paper { fill: #fff }
            @media (prefers-color-scheme: dark) {
              text { fill: #ddd } .grid { stroke: #444 } .old { stroke: #ff8a80 } .driver { stroke: #8ab4f8 } .lent { stroke: #b0b0b0 }
              text.old { fill: #ff8a80 } text.driver { fill: #8ab4f8 } text.lent { fill: #b0b0b0 }
              .paper { fill: #161b22 }
            }
          </style>
        """;

    public static string Draw(IReadOnlyList<DescriptorSample> samples)
    {
        var last = samples[^1];
        var most = NiceCeiling(samples.Max(one => Math.Max(one.Old, Math.Max(one.Driver, one.Lent))));
        var hours = last.At.TotalHours;
        var svg = new StringBuilder();
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-labelledby=\"title what\">");
        Add($"  <title id=\"title\">Open sockets over {hours:0.#} hours: the old client's rise to {last.Old}, the driver's stay at {samples.Max(one => one.Driver)} at most</title>");
        Add($"  <desc id=\"what\">Three lines. The old client begins at {samples[0].Old} and ends at {last.Old}. The driver ends at {last.Driver}; the old client on transports lent by the host ends at {last.Lent}.</desc>");
        svg.Append(Style).Append('\n');
        Add($"  <rect class=\"paper\" width=\"{Width}\" height=\"{Height}\"/>");
        Add($"  <text class=\"head\" x=\"{Left}\" y=\"26\">Open socket descriptors of each client</text>");
        for (var i = 0; i <= 4; i++)
        {
            var (count, hour) = (most * i / 4, hours * i / 4);
            Add($"  <line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(count):0.#}\" y2=\"{Y(count):0.#}\"/>");
            Add($"  <text x=\"{Left - 8}\" y=\"{Y(count) + 4:0.#}\" text-anchor=\"end\">{count}</text>");
            Add($"  <text x=\"{X(hour):0.#}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{hour:0.##}</text>");
        }

        Add($"  <text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 12}\" text-anchor=\"middle\">hours</text>");
        Add($"  <text transform=\"rotate(-90 16 {(Top + Height - Bottom) / 2})\" x=\"16\" y=\"{(Top + Height - Bottom) / 2}\" text-anchor=\"middle\">descriptors</text>");
        Line("old", "the old client", one => one.Old, 4);
        Line("driver", "the driver", one => one.Driver, 10);
        Line("lent", "the old one, lent sockets", one => one.Lent, -6);
        return svg.Append("</svg>\n").ToString();

        double X(double hour) => Left + ((Width - Left - Right) * hour / hours);

        double Y(double count) => Height - Bottom - ((Height - Top - Bottom) * count / most);

        void Line(string name, string label, Func<DescriptorSample, int> count, int down)
        {
            var points = samples.Select(one => string.Create(CultureInfo.InvariantCulture, $"{X(one.At.TotalHours):0.#},{Y(count(one)):0.#}"));
            Add($"  <polyline class=\"line {name}\" points=\"{string.Join(' ', points)}\"/>");
            Add($"  <text class=\"{name}\" x=\"{Width - Right + 8}\" y=\"{Y(count(last)) + down:0.#}\">{label}</text>");
        }

        void Add(FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>The next multiple of 20, so that quarters are whole.</summary>
    private static int NiceCeiling(int count) => ((Math.Max(count, 1) + 19) / 20) * 20;
}
