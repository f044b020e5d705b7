namespace PluginHost.Ipcom.Protocol;

/// <summary>One output of one module.</summary>
/// <param name="Module">From 1 to 16.</param>
/// <param name="Output">From 1 to 8.</param>
internal readonly record struct OutputAddress(int Module, int Output)
{
    /// <summary>How many modules a snapshot shows, whether they are there or not.</summary>
    public const int Modules = 16;

    /// <summary>How many outputs each has.</summary>
    public const int OutputsPerModule = 8;

    /// <summary>Where its value stands among those of all outputs, from 0.</summary>
    public int Index => ((Module - 1) * OutputsPerModule) + Output - 1;

    /// <summary>As people write it.</summary>
    /// <returns>Such as <c>M3O4</c>.</returns>
    public override string ToString() => $"M{Module}O{Output}";
}
