using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Options;

namespace PluginHost.Analyzers.CodeFixes.Rules.ReusedConnections;

/// <summary>The statement that puts a held connection out of use.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Title">What it does, for the user.</param>
internal sealed record Closing(string Text, string Title)
{
    /// <summary>By the type's own closing method, else of the member itself; <see langword="null"/> where nothing can close it.</summary>
    public static Closing? Of(string holder, SyntaxNode place, SemanticModel model, LifecycleOptions options, CancellationToken cancellationToken)
    {
        var position = place.SpanStart;
        if (model.LookupSymbols(position, name: holder).FirstOrDefault(one => one is IFieldSymbol or IPropertySymbol or IParameterSymbol) is not { } symbol || !Reach.CanUse(symbol, place, model))
        {
            return null;
        }

        var canAwait = DiscardRewriting.CanAwait(place);
        if (symbol is not IParameterSymbol && ClosingMethod.For(symbol, place, options.ClosingMethodNames, canAwait, cancellationToken) is { } method)
        {
            return new Closing(method.IsAwaited ? $"await {method.Name}().ConfigureAwait(false);" : $"{method.Name}();", $"Call {method.Name}() when the time is over");
        }

        var type = symbol.Type()!;
        if (ClosingMember.Of(type, model, position) is not { } close)
        {
            return null;
        }

        // Null tells the next call that it must connect; a member that cannot be null tells by being disposed.
        var mayBeNull = type.NullableAnnotation == NullableAnnotation.Annotated
            || (type.NullableAnnotation == NullableAnnotation.None && !model.GetNullableContext(position).AnnotationsEnabled());
        var text = symbol is IFieldSymbol { IsReadOnly: false } && mayBeNull ? $"global::System.Threading.Interlocked.Exchange(ref {holder}, null)?.{close}();"
            : canAwait && !mayBeNull && ClosingMember.IsAsync(type, model, position) ? $"await {holder}.DisposeAsync().ConfigureAwait(false);"
            : $"{holder}{(mayBeNull ? "?" : "")}.{close}();";
        return new Closing(text, $"Close '{holder}' when the time is over");
    }
}
