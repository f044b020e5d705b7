using PluginHost.Ipcom.Covers;
using PluginHost.Ipcom.Tests.Doubles;

namespace PluginHost.Ipcom.Tests.Covers;

/// <summary>What is remembered of a shutter while it stands, moves, and was moved unseen.</summary>
public sealed class CoverMemoryTests
{
    private static readonly TimeSpan Travel = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Position_OfAShutterThatMoves_IsNotRemembered()
    {
        var bench = new CoverBench(Travel);
        var texts = new Texts { ["positions"] = "M5O8=30" };
        var memory = new CoverMemory(texts);
        memory.Recall([bench.Cover]);
        await bench.PassAsync(1);
        memory.Keep([bench.Cover]);
        Assert.Equal("M5O8=30", texts["positions"]);

        bench.Press(up: true, down: false);
        await bench.PassAsync(2);
        memory.Keep([bench.Cover]);
        Assert.Equal("", texts["positions"]);

        bench.Press(up: false, down: false);
        await bench.PassAsync(1);
        memory.Keep([bench.Cover]);
        Assert.Equal("M5O8=50", texts["positions"]);
    }

    [Fact]
    public async Task Position_OfAShutterThatAlreadyMoves_IsUnknownUntilItsEnd()
    {
        var bench = new CoverBench(Travel);
        new CoverMemory(new Texts { ["positions"] = "M5O8=30" }).Recall([bench.Cover]);
        bench.Press(up: true, down: false);

        await bench.PassAsync(8);
        Assert.Null(bench.Cover.Position);
        await bench.PassAsync(4);
        Assert.Equal(100, bench.Cover.Position);
    }

    private sealed class Texts : IDeviceMemory
    {
        private readonly Dictionary<string, string?> _texts = [];

        public string? this[string key]
        {
            get => _texts.GetValueOrDefault(key);
            set => _texts[key] = value;
        }
    }
}
