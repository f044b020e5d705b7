using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PluginHost.Analyzers.Options;

/// <summary>The options of one rule for one source file.</summary>
internal sealed class LifecycleOptions(AnalyzerConfigOptions options, string ruleId)
{
    private static readonly IReadOnlyList<string> DefaultClosingNames =
        ["Close", "CloseAsync", "Disconnect", "DisconnectAsync", "Stop", "StopAsync", "Hangup", "Abort"];

    private readonly List<OptionProblem> _problems = [];

    /// <summary>The values that could not be read; the defaults stand in their place.</summary>
    public IReadOnlyList<OptionProblem> Problems => _problems;

    public IReadOnlyList<string> Names(string key) => Raw(key) is not { } raw ? [] : Split(raw);

    /// <summary>Whether a host asks: then generated code counts too. Read from the global options.</summary>
    public bool IsHostMode => options.TryGetValue(OptionNames.HostMode, out var raw) && bool.TryParse(raw, out var on) && on;

    public IReadOnlyList<string> ClosingMethodNames => Raw(OptionNames.ClosingMethodNames) is { } raw ? Split(raw) : DefaultClosingNames;

    /// <summary>A positive duration as <c>hh:mm:ss</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback) => Read(
        key, fallback, (string text, out TimeSpan value) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value) && value > TimeSpan.Zero, "a duration such as 00:01:00");

    /// <summary>A positive number.</summary>
    public int Number(string key, int fallback) => Read(
        key, fallback, (string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0, "a number above 0");

    public bool Flag(string key, bool fallback) => Read(key, fallback, bool.TryParse, "true or false");

    /// <summary>Reads every option of a rule, only for what is wrong with it.</summary>
    public static IReadOnlyList<OptionProblem> Validate(AnalyzerConfigOptions options, string ruleId)
    {
        var read = new LifecycleOptions(options, ruleId);
        read.Duration(OptionNames.MaxTotal, default);
        read.Duration(OptionNames.MinDelay, default);
        read.Number(OptionNames.MaxImmediateAttempts, 0);
        read.Flag(OptionNames.StrictHandlers, false);
        read.Number(OptionNames.MaxBlocks, 0);
        read.Number(OptionNames.MaxOperations, 0);
        read.Number(OptionNames.MaxCallDepth, 0);
        return read.Problems;
    }

    /// <summary>The names of a list.</summary>
    public static IReadOnlyList<string> Split(string raw) =>
        [.. raw.Split('|').Select(name => name.Trim()).Where(name => name.Length > 0)];

    private string? Raw(string key) => Find(key)?.Value;

    private (string Key, string Value)? Find(string key) =>
        options.TryGetValue($"dotnet_code_quality.{ruleId}.{key}", out var own) ? ($"dotnet_code_quality.{ruleId}.{key}", own)
        : options.TryGetValue($"dotnet_code_quality.PH.{key}", out var all) ? ($"dotnet_code_quality.PH.{key}", all)
        : null;

    private T Read<T>(string key, T fallback, Parser<T> parse, string expected)
    {
        if (Find(key) is not { } found)
        {
            return fallback;
        }

        if (parse(found.Value.Trim(), out var value))
        {
            return value;
        }

        _problems.Add(new OptionProblem(found.Key, $"its value '{found.Value}' is not {expected}; the default is used"));
        return fallback;
    }

    private delegate bool Parser<T>(string text, out T value);
}
