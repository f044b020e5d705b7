namespace PluginHost.Reload.Benchmark;

/// <summary>Times of one kind.</summary>
internal sealed class Series(string name)
{
    private readonly List<double> _milliseconds = [];

    public double Median => At(0.5);

    public void Add(TimeSpan time) => _milliseconds.Add(time.TotalMilliseconds);

    /// <param name="yardstick">What the last column compares with.</param>
    public string Row(Series yardstick) => FormattableString.Invariant(
        $"| {name} | {_milliseconds.Count} | {Median:0.0} | {At(0.95):0.0} | {_milliseconds.Max():0.0} | {Median / yardstick.Median:0.00} |");

    private double At(double part) => _milliseconds.Order().ElementAt((int)((_milliseconds.Count - 1) * part));
}
