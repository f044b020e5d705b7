namespace PluginHost.Ipcom.Benchmark.Parts;

/// <summary>Figures of one kind, sorted.</summary>
internal sealed class Distribution(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public int Count => _sorted.Length;

    public double Smallest => At(0);

    public double Median => At(0.5);

    public double Most => At(0.99);

    public double Largest => At(1);

    /// <summary>Median, 99th percentile and the largest, as a cell of a table.</summary>
    public override string ToString() => Count == 0 ? "" : FormattableString.Invariant($"{Median:0.0} / {Most:0.0} / {Largest:0.0}");

    private double At(double share) => Count == 0 ? double.NaN : _sorted[(int)Math.Ceiling(share * (Count - 1))];
}
