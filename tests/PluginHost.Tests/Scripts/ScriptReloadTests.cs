using System.Text.Json;

namespace PluginHost.Tests.Scripts;

public sealed class ScriptReloadTests
{
    private const string Leak = """

        internal sealed class Spare : IDisposable
        {
            private System.Net.Sockets.TcpClient? _tcp;

            public Spare(System.Net.Sockets.TcpClient tcp) => _tcp = tcp;

            public void Lose() { _tcp = null; }

            public void Dispose() => _tcp?.Dispose();
        }

        """;

    private const string OwnSocket = """

        internal static class Shortcut
        {
            public static void Knock() { using var tcp = new System.Net.Sockets.TcpClient("localhost", 1); }
        }

        """;

    [Fact]
    public async Task Saved_RunsAsTheNextGeneration_AndGoesBack()
    {
        await using var house = await ScriptHouse.StartAsync();

        house.Save(ScriptHouse.Text.Replace("0.1.0", "0.2.0", StringComparison.Ordinal));
        var plugin = await house.WaitForPluginAsync(one => one.GetProperty("version").GetString() == "0.2.0" && one.GetProperty("retired").GetArrayLength() == 1);
        await house.WaitForDeviceAsync(one => one.GetProperty("status").GetString() == "online" && one.GetProperty("generation").GetInt32() == 2);
        var back = await house.RunAsync("reload", "lamp", "--to", "1");

        Assert.Equal(("script", "loaded", 2), (plugin.GetProperty("kind").GetString(), plugin.GetProperty("state").GetString(), plugin.GetProperty("generation").GetInt32()));
        Assert.Contains("Reloaded lamp 0.2.0 as generation 2 (lamp.cs): gate", house.Log, StringComparison.Ordinal);
        Assert.Equal((0, "lamp: generation 3, version 0.1.0, drivers: lamp"), (back.ExitCode, back.Text));
        Assert.Equal(0, (await house.WaitForDeviceAsync(one => one.GetProperty("status").GetString() == "online"))
            .GetProperty("connections").GetProperty("leaked").GetInt32());
    }

    [Theory]
    [InlineData("\npublic class {\n", "CS1001", "error")]
    [InlineData(Leak, "PH0001", "warning")]
    [InlineData(OwnSocket, "PH0014", "warning")]
    public async Task SavedWithAMistake_IsRefusedWithItsPlace_AndLoadsOnceMended(string mistake, string id, string severity)
    {
        await using var house = await ScriptHouse.StartAsync();
        var text = ScriptHouse.Text + mistake;

        house.Save(text);
        var refused = await house.WaitForPluginAsync(one => one.GetProperty("state").GetString() == "rejected");
        var command = await house.RunAsync("reload", "lamp");
        var check = await house.Folder.RunAsync("check");

        Assert.Equal(1, refused.GetProperty("generation").GetInt32());
        var finding = refused.GetProperty("diagnostics").EnumerateArray().First(one => one.GetProperty("id").GetString() == id);
        var place = $"lamp.cs:{finding.GetProperty("line")}:{finding.GetProperty("column")}: {severity} {id}: ";
        Assert.InRange(finding.GetProperty("line").GetInt32(), ScriptHouse.Text.Split('\n').Length, text.Split('\n').Length);
        Assert.Equal(1, command.ExitCode);
        Assert.Contains(command.Errors, line => line.StartsWith(place, StringComparison.Ordinal));
        Assert.Contains("generation 1 runs on", command.Errors[^1], StringComparison.Ordinal);
        Assert.Equal(1, check.ExitCode);
        Assert.Contains(check.Output, line => line.StartsWith($"plugin lamp: {place}", StringComparison.Ordinal));
        Assert.Contains("Reload of lamp (lamp.cs) is refused", house.Log, StringComparison.Ordinal);
        var device = await house.WaitForDeviceAsync(_ => true);
        Assert.Equal(("online", 1, 1), (
            device.GetProperty("status").GetString(),
            device.GetProperty("generation").GetInt32(),
            device.GetProperty("connections").GetProperty("opened").GetInt32()));

        house.Save(ScriptHouse.Text.Replace("0.1.0", "0.2.0", StringComparison.Ordinal));
        await house.WaitForPluginAsync(one => one.GetProperty("state").GetString() == "loaded" && one.GetProperty("version").GetString() == "0.2.0");
    }

    [Theory]
    [InlineData("public sealed class LampDriver : IDeviceDriver\n{", "    public LampDriver() => throw new InvalidOperationException(\"no lamp today\");\n", "no lamp today")]
    [InlineData("public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>", " true ? await new TaskCompletionSource<IDeviceConnection>().Task :", "'desk'")]
    public async Task SavedBuildThatDoesNotServe_LeavesTheOldOne(string after, string added, string error)
    {
        await using var house = await ScriptHouse.StartAsync();
        Assert.Contains(after, ScriptHouse.Text, StringComparison.Ordinal);

        house.Save(ScriptHouse.Text.Replace(after, after + added, StringComparison.Ordinal));
        var command = await house.RunAsync("reload", "lamp");

        Assert.Equal(1, command.ExitCode);
        Assert.Contains(error, command.ErrorText, StringComparison.Ordinal);
        var plugin = await house.WaitForPluginAsync(one => one.GetProperty("state").GetString() == "failed");
        Assert.Contains(error, plugin.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, plugin.GetProperty("generation").GetInt32());
        await house.WaitForDeviceAsync(one => one.GetProperty("status").GetString() == "online" && one.GetProperty("generation").GetInt32() == 1);
        Assert.Contains(error, house.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SavedBuildThatBreaksAtItsFirstTurn_IsRolledBack_AndItsTraceNamesTheLine()
    {
        await using var house = await ScriptHouse.StartAsync();
        var text = ScriptHouse.Text.Replace("Task AskAsync(string request, Deadline deadline)\n    {", "Task AskAsync(string request, Deadline deadline)\n    {\n        Burn();", StringComparison.Ordinal);
        text = text.Replace("    private async Task AskAsync", "    private static void Burn() => throw new InvalidTimeZoneException(\"burnt\");\n\n    private async Task AskAsync", StringComparison.Ordinal);

        house.Save(text);
        var plugin = await house.WaitForPluginAsync(one => one.GetProperty("state").GetString() == "failed");
        await house.WaitForDeviceAsync(one => one.GetProperty("status").GetString() == "online" && one.GetProperty("generation").GetInt32() == 1);

        Assert.Contains("burnt", plugin.GetProperty("error").GetString(), StringComparison.Ordinal);
        var line = text.Split('\n').ToList().FindIndex(one => one.Contains("void Burn()", StringComparison.Ordinal)) + 1;
        Assert.Contains($"lamp.cs:line {line}", house.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerationsThatHoldThemselves_AreNamedOneAfterTheOther()
    {
        await using var house = await ScriptHouse.StartAsync("  lint: off\n");
        const string constructor = "public sealed class LampDriver : IDeviceDriver\n{\n";

        for (var i = 1; i <= 3; i++)
        {
            house.Save(ScriptHouse.Text.Replace("0.1.0", $"0.{i}.1", StringComparison.Ordinal).Replace(
                constructor, constructor + "    public LampDriver() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Settings.ToString();\n\n", StringComparison.Ordinal));
            await house.WaitForPluginAsync(one => one.GetProperty("version").GetString() == $"0.{i}.1" && one.GetProperty("retired").GetArrayLength() == i);
        }

        house.Save(ScriptHouse.Text.Replace("0.1.0", "0.4.1", StringComparison.Ordinal));
        var plugin = await house.WaitForPluginAsync(one => one.GetProperty("retired").EnumerateArray().Count(IsNamed) == 3);

        Assert.True(plugin.GetProperty("retired")[0].GetProperty("unloaded").GetBoolean());
        Assert.DoesNotContain("Looking after retired plugins failed", house.Log, StringComparison.Ordinal);

        static bool IsNamed(JsonElement retired) => !retired.GetProperty("unloaded").GetBoolean()
            && retired.GetProperty("heldBy").EnumerateArray().Any(why => why.GetString()!.Contains("ProcessExit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DeletedAndBack_UnloadsAndLoads()
    {
        await using var house = await ScriptHouse.StartAsync();

        house.Delete();
        await house.WaitForPluginAsync(one => one.GetProperty("state").GetString() == "unloaded");
        var without = await house.WaitForDeviceAsync(one => one.GetProperty("status").GetString() == "failed");
        house.Save(ScriptHouse.Text);
        var plugin = await house.WaitForPluginAsync(one => one.GetProperty("state").GetString() == "loaded");

        Assert.Equal(JsonValueKind.Null, without.GetProperty("generation").ValueKind);
        Assert.Equal(2, plugin.GetProperty("generation").GetInt32());
        await house.WaitForDeviceAsync(one => one.GetProperty("status").GetString() == "online");
    }
}
