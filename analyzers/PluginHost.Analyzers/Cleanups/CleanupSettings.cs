using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Options;

namespace PluginHost.Analyzers.Cleanups;

/// <summary>The options of the rule about cleanup, for one source file.</summary>
/// <param name="ClosingNames">Names of methods that close, beside those known by their verb.</param>
/// <param name="LogMethods">Methods whose call counts as a report.</param>
/// <param name="Expected">Types of exceptions which a cleanup may swallow.</param>
internal sealed record CleanupSettings(IReadOnlyList<string> ClosingNames, IReadOnlyList<string> LogMethods, IReadOnlyList<string> Expected)
{
    public static CleanupSettings Of(LifecycleContext context, SyntaxTree tree)
    {
        var options = context.OptionsOf(tree, RuleIdentifiers.SwallowedCleanupException);
        return new CleanupSettings(options.ClosingMethodNames, options.Names(OptionNames.LogMethods), options.Names(OptionNames.ExpectedCleanupExceptions));
    }
}
