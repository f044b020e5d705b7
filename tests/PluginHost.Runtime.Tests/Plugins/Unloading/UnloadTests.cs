using System.Runtime.CompilerServices;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Generations;
using PluginHost.Runtime.Plugins.Unloading;

namespace PluginHost.Runtime.Tests.Plugins.Unloading;

[Collection<UnloadCollection>]
public sealed class UnloadTests : IDisposable
{
    private readonly PluginBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void ApplyAsync_TwentyGenerations_LeaveAtMostOneContextAlive()
    {
        _bench.Drop("CleanTwin");

        var retired = RunGenerations(20);

        Assert.Equal(Enumerable.Range(1, 20), retired.Select(generation => generation.Generation));
        AssertCollected(retired, atMostAlive: 1);
    }

    [Fact]
    public void ApplyAsync_RetiredDriversStillReferred_DoNotKeepTheContext()
    {
        _bench.Drop("TwoDrivers");
        var kept = new List<object>();

        var retired = RunGenerations(3, snapshot => kept.AddRange(
            [snapshot, snapshot.FindDriver("first")!, snapshot.FindVirtualDevice("first")!, snapshot.Loaded[0]]));

        AssertCollected(retired, atMostAlive: 1);
        Assert.Equal(12, kept.Count);
    }

    [Fact]
    public void ActivateAsync_ConstructorThrows_KeepsNothing()
    {
        _bench.Drop("ThrowingConstructor");

        AssertGone(FailOnce);
    }

    [Fact]
    public void Unloaded_ObjectOfThePluginHeld_StaysFalseUntilReleased()
    {
        _bench.Drop("CleanTwin");
        var held = new object[1];

        var retired = RunGenerations(1, snapshot => held[0] = snapshot.FindDriver("clean-twin")!.Instance);
        Collect();
        Assert.False(Assert.Single(retired).Unloaded);

        held[0] = "";
        AssertCollected(retired, atMostAlive: 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private List<RetiredGeneration> RunGenerations(int count, Action<PluginSnapshot>? use = null)
    {
        var retired = new List<RetiredGeneration>();
        for (var i = 0; i < count; i++)
        {
            RunGeneration(use);
            retired.Add(_bench.Catalog.Current.Plugins[0].Retired[^1]);
        }

        return retired;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunGeneration(Action<PluginSnapshot>? use)
    {
        var snapshot = _bench.RescanAsync().GetAwaiter().GetResult();
        Call(snapshot.Loaded[0].Drivers[0]);
        use?.Invoke(snapshot);
        _bench.Catalog.ApplyAsync(_bench.Catalog.FindChanges([])).GetAwaiter().GetResult();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Call(LoadedDriver driver)
    {
        using var reflection = driver.Plugin.EnterContextualReflection();
        driver.Instance.Plan(SettingValues.From([], []));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference FailOnce()
    {
        var contexts = new List<WeakReference>();
        void Track(System.Reflection.Assembly assembly)
        {
            if (assembly.GetName().Name == "ThrowingConstructor")
            {
                contexts.Add(new WeakReference(System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(assembly), trackResurrection: true));
            }
        }

        AssemblyLoadEventHandler handler = (_, loaded) => Track(loaded.LoadedAssembly);
        AppDomain.CurrentDomain.AssemblyLoad += handler;
        var snapshot = _bench.RescanAsync().GetAwaiter().GetResult();
        AppDomain.CurrentDomain.AssemblyLoad -= handler;
        Assert.Equal(PluginState.Failed, Assert.Single(snapshot.Plugins).State);
        return contexts[^1];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AssertGone(Func<WeakReference> run)
    {
        var context = run();
        for (var i = 0; context.IsAlive && i < 20; i++)
        {
            Collect();
        }

        Assert.False(context.IsAlive);
    }

    private static void AssertCollected(List<RetiredGeneration> retired, int atMostAlive)
    {
        for (var i = 0; retired.Count(generation => !generation.Unloaded) > atMostAlive && i < 20; i++)
        {
            Collect();
        }

        Assert.InRange(retired.Count(generation => !generation.Unloaded), 0, atMostAlive);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
