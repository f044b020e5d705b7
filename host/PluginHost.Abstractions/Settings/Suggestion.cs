namespace PluginHost;

/// <summary>Finds what somebody probably meant to write.</summary>
public static class Suggestion
{
    /// <summary>A hint such as <c> (did you mean 'host'?)</c>.</summary>
    /// <param name="written">What stands there, capital and small letters taken for different.</param>
    /// <param name="known">What could stand there.</param>
    /// <returns>
    /// The hint with a leading blank, or an empty text when nothing is near: at most a third of the name's letters, but
    /// always one, may be inserted, deleted, replaced or swapped.
    /// </returns>
    public static string For(string written, IEnumerable<string> known)
    {
        // A name that differs more in length alone needs no comparing; a long text would cost its square.
        var nearest = known
            .Where(name => Math.Abs(name.Length - written.Length) <= Tolerance(name))
            .Select(name => (Name: name, Distance: Distance(written, name)))
            .Where(candidate => candidate.Distance <= Tolerance(candidate.Name))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();
        return nearest.Name is null ? "" : $" (did you mean '{nearest.Name}'?)";
    }

    private static int Tolerance(string name) => Math.Max(1, name.Length / 3);

    /// <summary>Letters to insert, delete, replace or swap with a neighbour to turn one word into the other.</summary>
    private static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var change = from[i - 1] == to[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[from.Length, to.Length];
    }
}
