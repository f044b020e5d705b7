namespace PluginHost.Lint.Tests.Scripts;

public sealed class GeneratorTests
{
    public const string Source = """
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using System.Text.RegularExpressions;
        using Microsoft.Extensions.Logging;

        public sealed record Reading(string Room, double Lux, List<int> Levels);

        [JsonSerializable(typeof(Reading))]
        internal sealed partial class Wire : JsonSerializerContext;

        public static partial class Lamp
        {
            public static string Write() => JsonSerializer.Serialize(new Reading("hall", 1.5, [3, 4]), Wire.Default.Reading);

            public static bool Matches(string text) => Level().IsMatch(text);

            [LoggerMessage(Level = LogLevel.Information, Message = "{Room} is dark")]
            public static partial void Dark(ILogger log, string room);

            [GeneratedRegex("^LEVEL [0-9]+$")]
            private static partial Regex Level();
        }
        """;

    [Fact]
    public async Task JsonRegexAndLogMessages_AreMadeAsTheSdkMakesThem()
    {
        var build = await Script.BuildAsync(Source);

        Assert.Null(build.Refusal);
        Assert.Empty(build.Findings);
        using var lamp = new LoadedScript(build);
        Assert.Equal("""{"Room":"hall","Lux":1.5,"Levels":[3,4]}""", lamp.Call("Lamp", "Write"));
        Assert.Equal(true, lamp.Call("Lamp", "Matches", "LEVEL 40"));
    }

    [Fact]
    public async Task ReflectionOverAScriptsOwnTypes_IsRefused()
    {
        var build = await Script.BuildAsync("""
            using PluginHost;
            public sealed record Reading(double Lux);
            [DeviceDriver("lamp")]
            public sealed class Lamp : IDeviceDriver
            {
                public IReadOnlyList<Setting> Settings => [];
                public DriverPlan Plan(ISettings settings) { _ = System.Text.Json.JsonSerializer.Serialize(new Reading(1)); return new(); }
                public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) => throw ConnectionEndedException.Lost("never");
            }
            """);

        Assert.Equal("PH0015", Assert.Single(build.Findings).Id);
    }
}
