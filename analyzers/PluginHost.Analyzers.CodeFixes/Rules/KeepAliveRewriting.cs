using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Sets the options of a socket behind the statement that connects or makes it.</summary>
internal sealed class KeepAliveRewriting(DocumentEditor editor)
{
    private const string Names = "global::System.Net.Sockets.SocketOptionName";

    private static readonly IReadOnlyList<(string Name, int Value)> Times = [("TcpKeepAliveTime", 30), ("TcpKeepAliveInterval", 10), ("TcpKeepAliveRetryCount", 3)];

    public bool Apply(Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(EndlessStreamRule.SocketKey, out var socket) || socket is null
            || editor.OriginalRoot.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax or SwitchSectionSyntax } statement
            || statement is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax))
        {
            return false;
        }

        var known = editor.SemanticModel.Compilation.GetTypesByMetadataName("System.Net.Sockets.SocketOptionName");
        var times = Times.Where(time => known.Any(type => type.GetMembers(time.Name).Length > 0)).Select(time => Option(socket, "Tcp", time.Name, $"{time.Value}"));
        editor.AddAfter(statement, [.. times.Prepend(Option(socket, "Socket", "KeepAlive", "true"))]);
        return true;
    }

    private static StatementSyntax Option(string socket, string level, string name, string value) =>
        NewCode.Statement($"{socket}.SetSocketOption(global::System.Net.Sockets.SocketOptionLevel.{level}, {Names}.{name}, {value});");
}
