using System.Globalization;

namespace PluginHost.Ipcom.Covers;

/// <summary>Remembers where the covers stand: the controller cannot tell after a restart.</summary>
internal sealed class CoverMemory(IDeviceMemory memory)
{
    private const string Key = "positions";
    private const int LongestText = 1024;

    /// <summary>Tells the covers what was remembered.</summary>
    public void Recall(IEnumerable<Cover> covers)
    {
        var positions = (memory[Key] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('='))
            .Where(part => part.Length == 2)
            .ToDictionary(part => part[0], part => part[1]);
        foreach (var cover in covers)
        {
            if (positions.TryGetValue(NameOf(cover), out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var position))
            {
                cover.Know(position);
            }
        }
    }

    /// <summary>Remembers the covers that stand still; where one that moves will be when it is seen again, nobody knows.</summary>
    public void Keep(IReadOnlyList<Cover> covers)
    {
        var standing = covers.Where(cover => cover is { Position: not null, Direction: CoverDirection.None });
        var text = string.Join(' ', standing.Select(cover => string.Create(
            CultureInfo.InvariantCulture, $"{NameOf(cover)}={cover.Position:0.#}")));
        if (text.Length <= LongestText && text != memory[Key])
        {
            memory[Key] = text;
        }
    }

    private static string NameOf(Cover cover) => cover.Plan.Relays.Up.ToString();
}
