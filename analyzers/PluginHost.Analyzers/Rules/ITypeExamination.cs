using Microsoft.CodeAnalysis.Diagnostics;

namespace PluginHost.Analyzers.Rules;

/// <summary>One look at one type, whichever files it stands in.</summary>
internal interface ITypeExamination
{
    /// <summary>Takes in the bodies of one member; called for several members at a time.</summary>
    void Take(OperationBlockAnalysisContext block);

    /// <summary>Says what was found, once every member has come.</summary>
    void End(SymbolAnalysisContext end);
}
