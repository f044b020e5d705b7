using System.Reflection.Metadata;
using PluginHost.Analyzers.DriverCode;

namespace PluginHost.Runtime.Plugins.Inspecting;

/// <summary>
/// The members that go round the host's ledger (PH0014) or were measured to keep a collectible context alive (PH0015), by
/// the lists of the rules themselves. Findings are diagnostics and never a refusal: a member in the metadata does not say
/// that its call does harm.
/// </summary>
internal static class MemberRules
{
    private const string Constructor = ".ctor";
    private const string Lend = "take a transport that the host lends, so that the host can close it";

    private static readonly Dictionary<string, OwnConnection> Connections =
        OwnConnectionApis.Rows.ToDictionary(row => row.Type, StringComparer.Ordinal);

    private static readonly ILookup<string, PinningApi> Pins = PinningApis.Rows.ToLookup(row => row.Type, StringComparer.Ordinal);

    /// <summary>Says of an assembly what it uses, as far as that matters before it runs.</summary>
    public static IReadOnlyList<PluginDiagnostic> Check(MetadataReader metadata, string file) =>
    [
        .. Find(metadata).Where(use => use.IsTold)
            .Select(use => new PluginDiagnostic(use.Rule, PluginDiagnosticSeverity.Warning, $"The plugin uses {use.Name}: {use.Remedy}.", file)),
    ];

    /// <summary>Goes through the members that an assembly refers to.</summary>
    public static IReadOnlyList<MemberUse> Find(MetadataReader metadata)
    {
        var uses = new SortedDictionary<string, MemberUse>(StringComparer.Ordinal);
        var members = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Select(reference => (Reference: reference, Type: MetadataTypeNames.OwnerOf(metadata, reference.Parent), Name: metadata.GetString(reference.Name)))
            .ToList();
        foreach (var (reference, type, member) in members.Where(member => member.Type is not null))
        {
            bool IsTakenBack() => members.Any(other => other.Type == type && other.Name == $"remove_{member["add_".Length..]}");
            if ((FindConnection(reference, type!, member) ?? FindPin(reference, type!, member, IsTakenBack)) is { } use)
            {
                uses[use.Name] = use;
            }
        }

        return [.. uses.Values];
    }

    private static MemberUse? FindConnection(MemberReference reference, string type, string member)
    {
        if (!Connections.TryGetValue(type, out var row) || !row.Members.Contains(member))
        {
            return null;
        }

        var signature = Signature(reference);
        var isOpened = member == Constructor
            ? type != "System.Net.Http.HttpClient" || !signature.ParameterTypes.Contains("System.Net.Http.HttpMessageHandler")
            : !signature.Header.IsInstance;
        return isOpened ? new MemberUse("PH0014", type, member, null, Lend) : null;
    }

    private static MemberUse? FindPin(MemberReference reference, string type, string member, Func<bool> isTakenBack)
    {
        var isSubscription = member.StartsWith("add_", StringComparison.Ordinal);
        var name = isSubscription ? member["add_".Length..] : member;
        return Pins[type].FirstOrDefault(row => row.Fits(name) && (row.Use == PinningUse.Subscription) == isSubscription) switch
        {
            null => null,
            { Use: PinningUse.Subscription } when isTakenBack() => null,
            { Use: PinningUse.OwnType } row when row.Type.Contains(".Json.", StringComparison.Ordinal) && !UsesReflection(reference, member) => null,
            var row => new MemberUse("PH0015", type, member, row.Use, row.Remedy),
        };
    }

    /// <summary>Whether a call of the serializer is not told the shape of what it is about.</summary>
    private static bool UsesReflection(MemberReference reference, string member) =>
        member != Constructor && !member.StartsWith("get_", StringComparison.Ordinal)
        && !Signature(reference).ParameterTypes.Any(parameter => parameter
            is "System.Text.Json.Serialization.Metadata.JsonTypeInfo"
            or "System.Text.Json.Serialization.Metadata.JsonTypeInfo`1"
            or "System.Text.Json.Serialization.JsonSerializerContext");

    private static MethodSignature<string> Signature(MemberReference reference) => reference.DecodeMethodSignature(MetadataTypeNames.Instance, null);
}
