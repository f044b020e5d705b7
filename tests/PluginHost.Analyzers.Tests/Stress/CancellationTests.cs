using PluginHost.Analyzers.DriverCode;
using PluginHost.Analyzers.Tests.Harness;
using PluginHost.Analyzers.Tests.Rules.DriverCode;

namespace PluginHost.Analyzers.Tests.Stress;

/// <summary>What is broken off stops, and leaves nothing wrong behind for whoever asks next.</summary>
public sealed class CancellationTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    [Fact]
    public void DriverCompilation_AskedAfterOneThatWasCancelled_Knows()
    {
        var driver = new DriverCompilation(Compiled.From([DriverSource.With("")]));

        Assert.ThrowsAny<OperationCanceledException>(() => driver.DeclaresDriver(Cancelled));
        Assert.True(driver.DeclaresDriver(TestContext.Current.CancellationToken));
    }
}
