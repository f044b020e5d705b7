using System.Text;
using System.Text.Json;
using PluginHost.Barco.Readings;
using PluginHost.Barco.Tests.Doubles;
using PluginHost.Barco.Tests.Session;

namespace PluginHost.Barco.Tests.Readings;

public sealed class PropertyBatchTests
{
    private const string Refused = """{"jsonrpc":"2.0","id":ID,"error":{"code":-32601,"message":"TEXT"}}""";

    [Fact]
    public async Task RefusedList_ThatNamesNobody_IsHalvedAndTheCulpritRemembered()
    {
        await using var scene = new SessionScene();
        var batch = new PropertyBatch(scene.Client);
        var taken = new Dictionary<string, string?>();

        var first = batch.ReadAsync(["a", "b"], Take, scene.Deadline);
        await AnswerAsync(scene, """["a","b"]""", Refused.Replace("TEXT", "Property not found"));
        await AnswerAsync(scene, """["a"]""", """{"jsonrpc":"2.0","id":ID,"result":{"a":1}}""");
        await AnswerAsync(scene, """["b"]""", Refused.Replace("TEXT", "Property not found"));
        Assert.True(await first.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(("1", null), (taken["a"], taken["b"]));

        var second = batch.ReadAsync(["a", "b"], Take, scene.Deadline);
        await AnswerAsync(scene, """["a"]""", """{"jsonrpc":"2.0","id":ID,"result":{"a":2}}""");
        Assert.True(await second.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal("2", taken["a"]);

        batch.Forget();
        _ = batch.ReadAsync(["a", "b"], Take, scene.Deadline);
        await AnswerAsync(scene, """["a","b"]""", """{"jsonrpc":"2.0","id":ID,"result":{"a":3,"b":4}}""");

        void Take(string name, JsonElement? value) => taken[name] = value?.GetRawText();
    }

    [Fact]
    public async Task ManyCulprits_AreHuntedOverSeveralCalls()
    {
        await using var scene = new SessionScene();
        var batch = new PropertyBatch(scene.Client);
        string[] names = ["a", "b", "c", "d", "e"];

        var first = batch.ReadAsync(names, (_, _) => { }, scene.Deadline);
        for (var i = 0; i < 4; i++)
        {
            await AnswerAsync(scene, $"\"{names[i]}\"", Refused.Replace("TEXT", $"Property not found: {names[i]}"));
        }

        Assert.False(await first.WaitAsync(TimeSpan.FromSeconds(10)));
        var second = batch.ReadAsync(names, (_, _) => { }, scene.Deadline);
        await AnswerAsync(scene, """["e"]""", """{"jsonrpc":"2.0","id":ID,"result":{"e":1}}""");
        Assert.True(await second.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private static async Task AnswerAsync(SessionScene scene, string expected, string reply)
    {
        var request = Encoding.UTF8.GetString(await scene.ReceiveRequestAsync());
        Assert.Contains(expected, request, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(request);
        await scene.Device.SendAsync(reply.Replace("ID", json.RootElement.GetProperty("id").GetRawText()));
    }
}
