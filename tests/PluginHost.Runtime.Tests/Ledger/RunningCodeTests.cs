using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Tests.Ledger;

public sealed class RunningCodeTests
{
    private readonly RunningCode _code = new();

    [Fact]
    public void Of_OneGeneration_NamesWhatRunsOfItUntilItEnds()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        _code.Add(new LedgerOwner("lamp", "toy", 1), "One", first.Task);
        _code.Add(new LedgerOwner(null, "toy", 1), "Another", second.Task);
        _code.Add(new LedgerOwner(null, "toy", 2), "A newer one", second.Task);

        Assert.Equal(["One", "Another"], _code.Of("toy", 1).Select(one => one.What));
        first.SetException(new InvalidOperationException("As such calls end."));
        Assert.Equal(["Another"], _code.Of("toy", 1).Select(one => one.What));
        second.SetResult();
        Assert.Empty(_code.Of("toy", 1));
    }
}
