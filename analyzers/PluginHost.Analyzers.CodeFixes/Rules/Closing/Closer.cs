using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>How something of a type is closed at a place.</summary>
internal sealed class Closer(ITypeSymbol type, SyntaxNode place, SemanticModel model)
{
    private readonly string? _member = ClosingMember.Of(type, model, place.SpanStart);
    private readonly bool _isAwaited = DiscardRewriting.CanAwait(place) && ClosingMember.IsAsync(type, model, place.SpanStart);

    /// <summary>The statement that closes it; <see langword="null"/> where there is none.</summary>
    /// <param name="holder">The expression that holds it.</param>
    /// <param name="mayBeNull">Whether that may hold nothing.</param>
    public string? Statement(string holder, bool mayBeNull) =>
        _isAwaited && (!mayBeNull || _member is null)
            ? mayBeNull ? $"if ({holder} != null) await {holder}.DisposeAsync().ConfigureAwait(false);" : $"await {holder}.DisposeAsync().ConfigureAwait(false);"
            : _member is null ? null : $"{holder}{(mayBeNull ? "?" : "")}.{_member}();";

    /// <summary>The words that let the compiler close it at the end of the block: <c>using</c> or <c>await using</c>; <see langword="null"/> where it cannot.</summary>
    public string? Declaration =>
        place.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp8 } ? null
        : _isAwaited && Is("IAsyncDisposable") ? "await using"
        : Is("IDisposable") ? "using"
        : null;

    /// <summary>The call that closes it where it stands.</summary>
    public string? Member => _member;

    private bool Is(string contract) => type.Name == contract || type.AllInterfaces.Any(one => one.Name == contract && one.ContainingNamespace.Name == "System");
}
