using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Rules;

/// <summary>One look at one type, whichever files it stands in.</summary>
internal interface ITypeExamination
{
    /// <summary>Takes in one body; called for several at a time.</summary>
    void Take(CodeBlock body, CancellationToken cancellationToken);

    /// <summary>Says what was found, once every body has come.</summary>
    void End(SymbolAnalysisContext end);
}
