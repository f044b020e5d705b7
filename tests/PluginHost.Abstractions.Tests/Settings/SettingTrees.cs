using FsCheck;
using FsCheck.Fluent;

namespace PluginHost.Abstractions.Tests.Settings;

/// <summary>Makes any tree a configuration can hold and any settings a driver can declare, with names that often meet.</summary>
internal static class SettingTrees
{
    private static readonly string[] Names = ["host", "port", "pin", "framing", "timeouts", "first", "on", "lights", "gain"];

    private static readonly string[] Texts =
    [
        "", "~", "null", "true", "false", "True", "0", "-1", "5000", "99999999999", "1e3", "0.5", "NaN", "Infinity", "-∞",
        "5s", "350ms", "1.5m", "NaNs", "∞h", "1e5s", ".5s", "5.s", "-1s", "5sm", "99999999999999999999h", "per-poll",
        "persistent", "PerPoll", "auto", "häuser", "\0", "\ud800",
    ];

    private static readonly Func<string, Setting>[] Kinds =
    [
        name => Setting.Text(name),
        name => Setting.Required(name),
        name => Setting.Secret(name),
        name => Setting.RequiredSecret(name),
        name => Setting.RequiredInteger(name, 1, 8),
        name => Setting.Flag(name, true),
        name => Setting.Integer(name, 1, -5, 65535),
        name => Setting.Number(name, 0.5, double.NegativeInfinity, double.MaxValue),
        name => Setting.Duration(name, TimeSpan.FromSeconds(5), TimeSpan.Zero, TimeSpan.FromHours(1)),
        name => Setting.Choice(name, ConnectionMode.Persistent),
        name => Setting.Tree(name),
    ];

    public static Arbitrary<SettingNode> Node { get; } = NodeOf(3).ToArbitrary();

    public static Arbitrary<Setting[]> Declared { get; } = DeclaredOf(2).ToArbitrary();

    private static Gen<SettingNode> ScalarNode =>
        from text in Gen.OneOf(Gen.Elements(Texts), Gen.Elements(Names), ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""))
        from quoted in ArbMap.Default.GeneratorFor<bool>()
        from place in Place
        select SettingNode.Scalar(text, quoted, place.Line, place.Column);

    private static Gen<(int Line, int Column)> Place =>
        from line in Gen.Choose(1, 1_000_000)
        from column in Gen.Choose(1, 200)
        select (line, column);

    private static Gen<SettingNode> NodeOf(int depth) => depth == 0
        ? ScalarNode
        : Gen.OneOf(ScalarNode, MapOf(depth), MapOf(depth), ListOf(depth), PathOf(depth));

    private static Gen<SettingNode> PathOf(int depth) =>
        from path in ScalarNode
        from content in NodeOf(depth - 1)
        select path.WithContent(content.In("more.yaml"));

    private static Gen<SettingNode> MapOf(int depth) =>
        from keys in Gen.ListOf(Gen.OneOf(KeyNode, KeyNode, KeyNode, NodeOf(depth - 1)))
        from values in Gen.ListOf(NodeOf(depth - 1), keys.Count)
        from place in Place
        select SettingNode.Map([.. keys.Zip(values, KeyValuePair.Create)], place.Line, place.Column);

    private static Gen<SettingNode> KeyNode =>
        from name in Gen.Elements(Names)
        from place in Place
        select SettingNode.Scalar(name, false, place.Line, place.Column);

    private static Gen<SettingNode> ListOf(int depth) =>
        from items in Gen.ListOf(NodeOf(depth - 1))
        from place in Place
        select SettingNode.List([.. items], place.Line, place.Column);

    private static Gen<Setting[]> DeclaredOf(int depth) =>
        from names in Gen.SubListOf(Names)
        from settings in Gen.CollectToList(names, name => SettingOf(name, depth))
        select settings.ToArray();

    private static Gen<Setting> SettingOf(string name, int depth)
    {
        var plain = Gen.Elements(Kinds).Select(kind => kind(name));
        return depth == 0 ? plain : Gen.OneOf(
            plain,
            plain,
            plain,
            DeclaredOf(depth - 1).Select(members => (Setting)Setting.Group(name, members)),
            DeclaredOf(depth - 1).Select(members => (Setting)Setting.Map(name, "", members)),
            DeclaredOf(depth - 1).Select(members => (Setting)Setting.File(name, "", members)));
    }
}
