using System.Text.Json;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Virtual.Methods;

/// <summary>What objects there are, with the types of their properties; names are relative to their object.</summary>
internal static class Introspection
{
    public static CallAnswer Describe(Call call)
    {
        var root = call.TryGetText("object", out var name) ? name : "";
        var isRecursive = !call.Request.TryGetArgument("recursive", 1, out var flag) || flag.ValueKind != JsonValueKind.False;
        var described = Describe(call, root, isRecursive);
        return root.Length == 0 || described["properties"]!.AsArray().Count + described["objects"]!.AsArray().Count > 0
            ? CallAnswer.Of(described)
            : CallAnswer.Error(PulseErrorCodes.NotFound, $"Object not found: {root}");
    }

    private static JsonObject Describe(Call call, string name, bool isRecursive)
    {
        var prefix = name.Length == 0 ? "" : name + ".";
        var properties = new JsonArray();
        var children = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var property in call.Model.Properties.All.Where(property => property.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var rest = property.Name[prefix.Length..];
            if (rest.IndexOf('.') is >= 0 and var dot)
            {
                children.Add(prefix + rest[..dot]);
                continue;
            }

            properties.Add((JsonNode)new JsonObject
            {
                ["name"] = rest,
                ["type"] = property.Type.Describe(),
                ["access"] = property.IsWritable ? "READ_WRITE" : "READ",
            });
        }

        return new JsonObject
        {
            ["name"] = name,
            ["properties"] = properties,
            ["methods"] = new JsonArray(),
            ["signals"] = new JsonArray(),
            ["objects"] = new JsonArray([.. children.Select(child =>
                isRecursive ? Describe(call, child, true) : new JsonObject { ["name"] = child })]),
        };
    }
}
