using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Tests.Doubles;

/// <summary>The house of most tests: relays on all modules but 5, with three shutters, and 6, with dimmers.</summary>
internal static class SampleHouse
{
    /// <summary>Its settings, beside those that a virtual controller tells.</summary>
    public static Dictionary<string, string> Settings { get; } = Make();

    private static Dictionary<string, string> Make()
    {
        var settings = new Dictionary<string, string>();
        for (var module = 1; module <= 3; module++)
        {
            for (var output = 1; output <= 8; output++)
            {
                Add("lights", $"m{module}_o{output}", module, output, "light");
            }
        }

        for (var module = 7; module <= OutputAddress.Modules; module++)
        {
            for (var output = 1; output <= 3; output++)
            {
                Add("switches", $"m{module}_o{output}", module, output, "switch");
            }
        }

        Add("switches", "boiler", 4, 1, "switch");
        Add("lights", "dining_table", 6, 1, "dimmer");
        Add("lights", "sofa", 6, 2, "dimmer");
        Shutter("bay_window", 1);
        Shutter("patio_door", 3);
        Shutter("loft", 7);
        return settings;

        void Add(string map, string key, int module, int output, string type)
        {
            settings[$"{map}.{key}.module"] = $"{module}";
            settings[$"{map}.{key}.output"] = $"{output}";
            settings[$"{map}.{key}.type"] = type;
        }

        void Shutter(string key, int down)
        {
            foreach (var (role, other, output) in new[] { ("down", "up", down), ("up", "down", down + 1) })
            {
                Add("shutters", $"{key}_{role}", 5, output, "switch");
                settings[$"shutters.{key}_{role}.relay_role"] = role;
                settings[$"shutters.{key}_{role}.paired_device"] = $"{key}_{other}";
            }
        }
    }
}
