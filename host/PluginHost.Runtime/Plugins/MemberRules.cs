using System.Reflection.Metadata;

namespace PluginHost.Runtime.Plugins;

/// <summary>
/// The members that go round the host's ledger (PH0014) or were measured to keep a collectible context alive (PH0015).
/// Findings are diagnostics and never a refusal: a member in the metadata does not say that its call does harm.
/// </summary>
internal static class MemberRules
{
    private const string Constructor = ".ctor";
    private const string Lend = "take a transport that the host lends, so that the host can close it";
    private const string Rhythms = "let the host run it as a rhythm";
    private const string Handler = "the host keeps a reference to the plugin for as long as the handler is there";
    private const string Json = "System.Text.Json.JsonSerializer";

    private static readonly MemberRule[] All =
    [
        new("PH0014", "System.Net.Sockets.Socket", Constructor, Lend),
        new("PH0014", "System.Net.Sockets.TcpClient", Constructor, Lend),
        new("PH0014", "System.Net.Sockets.TcpListener", Constructor, Lend),
        new("PH0014", "System.Net.Sockets.TcpListener", "Create", Lend),
        new("PH0014", "System.Net.Sockets.UdpClient", Constructor, Lend),
        new("PH0014", "System.Net.Http.HttpClient", Constructor, Lend),
        new("PH0014", "System.Net.Http.HttpClientHandler", Constructor, Lend),
        new("PH0014", "System.Net.Http.SocketsHttpHandler", Constructor, Lend),
        new("PH0014", "System.Net.WebSockets.ClientWebSocket", Constructor, Lend),
        new("PH0014", "System.Net.HttpListener", Constructor, Lend),
        new("PH0014", "System.Net.WebClient", Constructor, Lend),
        new("PH0014", "System.Net.Mail.SmtpClient", Constructor, Lend),
        new("PH0014", "System.Net.WebRequest", "Create", Lend),
        new("PH0014", "System.Net.WebRequest", "CreateDefault", Lend),
        new("PH0014", "System.Net.WebRequest", "CreateHttp", Lend),
        new("PH0014", "System.Net.Quic.QuicConnection", "ConnectAsync", Lend),
        new("PH0014", "System.Net.Quic.QuicListener", "ListenAsync", Lend),
        new("PH0015", "System.Threading.Thread", Constructor, Rhythms),
        new("PH0015", "System.Threading.Timer", Constructor, Rhythms),
        new("PH0015", "System.Threading.PeriodicTimer", Constructor, Rhythms),
        new("PH0015", "System.Timers.Timer", Constructor, Rhythms),
        new("PH0015", "System.Xml.Serialization.XmlSerializer", null, "read with XmlReader and write with XmlWriter"),
        new("PH0015", "System.ComponentModel.TypeDescriptor", null, "convert by hand"),
        new("PH0015", "System.ComponentModel.DataAnnotations.Validator", null, "declare settings, which the host validates"),
        new("PH0015", "System.Runtime.Serialization.DataContractSerializer", null, "read with XmlReader and write with XmlWriter"),
        new("PH0015", "Microsoft.CSharp.RuntimeBinder.Binder", null, "use types instead of dynamic"),
        new("PH0015", "Polly.ResiliencePipelineBuilder`1", Constructor, "use the builder without a type argument"),
        new("PH0015", "System.Runtime.InteropServices.GCHandle", "Alloc", "pin with a fixed statement"),
        new("PH0015", "System.AppDomain", "add_ProcessExit", Handler),
        new("PH0015", "System.AppDomain", "add_UnhandledException", Handler),
        new("PH0015", "System.AppDomain", "add_FirstChanceException", Handler),
        new("PH0015", "System.Console", "add_CancelKeyPress", Handler),
        new("PH0015", "System.Threading.Tasks.TaskScheduler", "add_UnobservedTaskException", Handler),
    ];

    private static readonly ILookup<string, MemberRule> ByType = All.ToLookup(rule => rule.Type, StringComparer.Ordinal);

    /// <summary>Goes through the members that an assembly refers to.</summary>
    public static IReadOnlyList<PluginDiagnostic> Check(MetadataReader metadata, string file)
    {
        var findings = new SortedDictionary<string, PluginDiagnostic>(StringComparer.Ordinal);
        foreach (var handle in metadata.MemberReferences)
        {
            var reference = metadata.GetMemberReference(handle);
            if (MetadataTypeNames.OwnerOf(metadata, reference.Parent) is not { } type)
            {
                continue;
            }

            var member = metadata.GetString(reference.Name);
            var remedy = ByType[type].FirstOrDefault(rule => rule.Member is null || rule.Member == member) is { } rule
                ? (rule.Id, rule.Remedy)
                : type == Json && UsesReflection(reference, member)
                    ? ("PH0015", "use a source-generated JsonSerializerContext")
                    : default((string Id, string Text)?);
            if (remedy is { } found)
            {
                var name = member == Constructor ? $"new {type}" : $"{type}.{member}";
                findings[name] = new PluginDiagnostic(
                    found.Id, PluginDiagnosticSeverity.Warning, $"The plugin uses {name}: {found.Text}.", file);
            }
        }

        return [.. findings.Values];
    }

    private static bool UsesReflection(MemberReference reference, string member) =>
        (member.StartsWith("Serialize", StringComparison.Ordinal) || member.StartsWith("Deserialize", StringComparison.Ordinal))
        && !reference.DecodeMethodSignature(MetadataTypeNames.Instance, null).ParameterTypes.Any(parameter => parameter
            is "System.Text.Json.Serialization.Metadata.JsonTypeInfo"
            or "System.Text.Json.Serialization.Metadata.JsonTypeInfo`1"
            or "System.Text.Json.Serialization.JsonSerializerContext");
}
