using System.Reflection;
using System.Runtime.CompilerServices;
using PluginHost.Lint.Scripts;

namespace PluginHost.Lint.Tests.Scripts;

public sealed class ScriptLifeTests
{
    private const string Source = """
        public static class Lamp
        {
            public static int Fail(int watt)
            {
                if (watt > 30)
                {
                    throw new InvalidOperationException("too bright");
                }

                return watt;
            }
        }
        """;

    [Fact]
    public async Task StackTrace_NamesTheScriptAndItsLine()
    {
        using var lamp = new LoadedScript(await Script.BuildAsync(Source));

        var error = Assert.Throws<TargetInvocationException>(() => lamp.Call("Lamp", "Fail", 40)).InnerException!;

        Assert.Contains($"Lamp.Fail(Int32 watt) in {Script.Path}:line 7", error.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnloadedScript_IsGone_ThoughTheCompilerStays()
    {
        using var compiler = new DriverCompiler();
        var build = await compiler.BuildAsync("lamp", new(Script.Path, Source), GateLevel.Warning, TestContext.Current.CancellationToken);

        AssertGone(RunOnce(build));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunOnce(DriverBuild build)
    {
        using var lamp = new LoadedScript(build);
        lamp.Call("Lamp", "Fail", 20);
        return lamp.Context;
    }

    private static void AssertGone(WeakReference context)
    {
        for (var i = 0; context.IsAlive && i < 10; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(context.IsAlive);
    }
}
