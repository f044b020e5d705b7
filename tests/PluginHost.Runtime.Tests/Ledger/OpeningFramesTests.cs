using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Tests.Ledger;

public sealed class OpeningFramesTests
{
    [Fact]
    public void Capture_Method_NamesItWithFileAndLine() =>
        Assert.Matches(@"^OpeningFramesTests\.OpenPlainly \(OpeningFramesTests\.cs:\d+\) < ", OpenPlainly());

    [Fact]
    public async Task Capture_AsynchronousMethod_NamesTheMethodThatWasWritten() =>
        Assert.StartsWith("OpeningFramesTests.OpenLaterAsync (", await OpenLaterAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task Capture_AsynchronousLambda_NamesTheMethodAroundIt()
    {
        Func<Task<string>> open = async () =>
        {
            await Task.Yield();
            return OpeningFrames.Capture();
        };
        Assert.StartsWith($"OpeningFramesTests.{nameof(Capture_AsynchronousLambda_NamesTheMethodAroundIt)} (", await open(), StringComparison.Ordinal);
    }

    [Fact]
    public void Capture_LocalFunction_NamesTheMethodAroundIt()
    {
        static string Open() => OpeningFrames.Capture();
        Assert.StartsWith($"OpeningFramesTests.{nameof(Capture_LocalFunction_NamesTheMethodAroundIt)} (", Open(), StringComparison.Ordinal);
    }

    [Fact]
    public void Capture_DeepStack_KeepsTheInnermostSix()
    {
        static string Descend(int depth) => depth == 0 ? OpeningFrames.Capture() : Descend(depth - 1);
        Assert.Equal(6, Descend(20).Split(" < ").Length);
    }

    private static string OpenPlainly() => OpeningFrames.Capture();

    private static async Task<string> OpenLaterAsync()
    {
        await Task.Yield();
        return OpeningFrames.Capture();
    }
}
