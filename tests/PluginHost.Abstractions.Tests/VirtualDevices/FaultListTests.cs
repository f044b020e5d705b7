namespace PluginHost.Abstractions.Tests.VirtualDevices;

public sealed class FaultListTests
{
    private static readonly Fault Reset = new("reset", "Resets the connection.");

    private readonly FaultList _faults = new();

    [Fact]
    public void Occurs_NotAskedFor_IsFalse() => Assert.False(_faults.Occurs(Reset, out _));

    [Fact]
    public void Occurs_WithoutNth_IsTrueEveryTimeUntilCleared()
    {
        _faults.Set(new FaultRequest("reset", "5"));

        Assert.True(_faults.Occurs(Reset, out var value));
        Assert.Equal("5", value);
        Assert.True(_faults.Occurs(Reset, out _));

        _faults.Clear("reset");
        _faults.Clear("unknown");
        Assert.False(_faults.Occurs(Reset, out _));
    }

    [Fact]
    public void Occurs_WithNth_IsTrueAtThatOccasionOnly()
    {
        _faults.Set(new FaultRequest("reset", Nth: 2));

        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(_ => _faults.Occurs(Reset, out var _)));
    }

    [Fact]
    public void Set_Again_CountsAnew()
    {
        _faults.Set(new FaultRequest("reset", Nth: 2));
        _faults.Occurs(Reset, out _);
        _faults.Set(new FaultRequest("reset", Nth: 2));

        Assert.False(_faults.Occurs(Reset, out _));
        Assert.True(_faults.Occurs(Reset, out _));
    }

    [Fact]
    public void Occurs_FromManyThreads_CountsEachOccasionOnce()
    {
        _faults.Set(new FaultRequest("reset", Nth: 500));
        var occurred = 0;

        Parallel.For(0, 1_000, _ =>
        {
            if (_faults.Occurs(Reset, out var _))
            {
                Interlocked.Increment(ref occurred);
            }
        });

        Assert.Equal(1, occurred);
    }
}
