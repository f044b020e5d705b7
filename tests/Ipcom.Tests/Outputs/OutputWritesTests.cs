using PluginHost.Ipcom.Outputs;
using PluginHost.Ipcom.Protocol;
using PluginHost.Testing;

namespace PluginHost.Ipcom.Tests.Outputs;

/// <summary>When and how changes of outputs are written, by a clock moved by hand.</summary>
public sealed class OutputWritesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly OutputImage _image = new();
    private readonly List<string> _frames = [];
    private readonly OutputWrites _writes;

    public OutputWritesTests() => _writes = new OutputWrites(
        (module, values, _) =>
        {
            _frames.Add($"{module}: {string.Join(' ', values.ToArray())}");
            return Task.CompletedTask;
        },
        _image,
        [new RelayPair(new OutputAddress(5, 2), new OutputAddress(5, 1)), new RelayPair(new OutputAddress(5, 8), new OutputAddress(7, 1))],
        _time);

    [Fact]
    public async Task Writes_KeepTheirPace()
    {
        var first = Add(1, 1, 255);
        Add(2, 1, 255);
        Assert.True(await WriteAsync());

        _time.Advance(OutputWrites.Pace - TimeSpan.FromTicks(1));
        Assert.Equal(TimeSpan.FromTicks(1), _writes.NextIn);
        Assert.False(await WriteAsync());
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(await WriteAsync());

        Assert.Equal(["1: 255 0 0 0 0 0 0 0", "2: 255 0 0 0 0 0 0 0"], _frames);
        Assert.Equal(ChangeState.Written, first.State);
    }

    [Fact]
    public async Task Write_TakesAlongWhatWaitsForItsModule()
    {
        Add(1, 1, 255);
        Add(2, 2, 255);
        Add(1, 3, 255);
        await WriteAsync();

        Assert.Equal(["1: 255 0 255 0 0 0 0 0"], _frames);
    }

    [Fact]
    public async Task TwoValuesForOneOutput_AreWrittenOneAfterTheOther()
    {
        var on = Add(1, 1, 255);
        Add(1, 1, 0);
        await WriteAsync();
        _time.Advance(OutputWrites.Pace);
        Assert.Null(_writes.NextIn);

        Show(1, 1, 255);
        Assert.Equal(ChangeState.Shown, on.State);
        await WriteAsync();

        Assert.Equal(["1: 255 0 0 0 0 0 0 0", "1: 0 0 0 0 0 0 0 0"], _frames);
    }

    [Fact]
    public async Task WrittenValue_CountsUntilItIsShown()
    {
        Add(1, 1, 255);
        await WriteAsync();
        Show(1, 8, 7);
        _time.Advance(OutputWrites.Pace);
        Add(1, 2, 255);
        await WriteAsync();

        Assert.Equal("1: 255 255 0 0 0 0 0 7", _frames[^1]);
    }

    [Fact]
    public async Task WrittenValue_ThatIsNotShown_FailsAfterTwoSecondsAndIsForgotten()
    {
        var command = new Command(Entity.Light("a"), true);
        var change = new OutputChange([OutputValue.Relay(new OutputAddress(1, 1), isOn: true)], command, _writes.After(TimeSpan.FromSeconds(10)));
        _writes.Add(change);
        await WriteAsync();
        _time.Advance(OutputWrites.ShownWithin - TimeSpan.FromTicks(1));
        _writes.Compare();
        Assert.Equal(ChangeState.Written, change.State);

        _time.Advance(TimeSpan.FromTicks(1));
        _writes.Compare();

        Assert.Equal(new CommandOutcome(CommandStatus.Failed, "Output 1 of module 1 shows 0 instead of 255."), command.Outcome);
        Assert.Equal(0, _image.ExpectedAt(new OutputAddress(1, 1)));
        Assert.True(_writes.IsIdle);
    }

    [Fact]
    public async Task Change_WhoseTimeIsUp_IsNotWritten()
    {
        var change = new OutputChange([OutputValue.Relay(new OutputAddress(1, 1), isOn: true)], null, _writes.After(TimeSpan.FromSeconds(1)));
        _writes.Add(change);
        _time.Advance(TimeSpan.FromSeconds(1.1));

        Assert.False(await WriteAsync());
        Assert.Equal((ChangeState.Failed, "Its time was up before it could be written."), (change.State, change.Reason));
    }

    [Fact]
    public async Task Change_WhoseTimeIsUpBetweenItsModules_IsExpectedNoMore()
    {
        var change = new OutputChange(
            [OutputValue.Relay(new OutputAddress(5, 8), isOn: false), OutputValue.Relay(new OutputAddress(7, 1), isOn: false)],
            null,
            _writes.After(TimeSpan.FromMilliseconds(100)));
        Show(5, 8, 255);
        _writes.Add(change);
        await WriteAsync();
        _time.Advance(OutputWrites.Pace);

        Assert.False(await WriteAsync());
        Assert.Equal(ChangeState.Failed, change.State);
        Assert.Equal(255, _image.ExpectedAt(new OutputAddress(5, 8)));
    }

    [Fact]
    public async Task SameValueTwice_IsOneWriteThatEndsBoth()
    {
        var (first, second) = (Add(1, 1, 255), Add(1, 1, 255));
        await WriteAsync();
        Show(1, 1, 255);

        Assert.Single(_frames);
        Assert.Equal((ChangeState.Shown, ChangeState.Shown), (first.State, second.State));
    }

    [Fact]
    public async Task NewestValue_TakesThePlaceOfThoseThatWait()
    {
        var (first, second) = (Dim(10), Dim(20));
        _writes.AddNewest(first);
        _writes.AddNewest(second);
        await WriteAsync();

        Assert.Equal(["6: 20 0 0 0 0 0 0 0"], _frames);
        Assert.Equal((ChangeState.Superseded, ChangeState.Written), (first.State, second.State));
    }

    [Fact]
    public async Task Urgent_GoesFirstAndDoesNotWaitForWhatIsNotShown()
    {
        var up = new OutputAddress(5, 2);
        var open = new OutputChange([OutputValue.Relay(up, isOn: true)], null, long.MaxValue);
        _writes.Add(open);
        await WriteAsync();
        Add(1, 1, 255);
        _writes.Add(new OutputChange([OutputValue.Relay(up, isOn: false)], null, long.MaxValue, isUrgent: true));
        _time.Advance(OutputWrites.Pace);
        await WriteAsync();

        Assert.Equal(["5: 0 255 0 0 0 0 0 0", "5: 0 0 0 0 0 0 0 0"], _frames);
        Assert.Equal(ChangeState.Superseded, open.State);
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(7, 1)]
    public async Task Pair_OfWhichBothWouldBeOn_IsWrittenOff(int module, int output)
    {
        Show(5, 2, 255);
        Show(5, 8, 255);
        Show(7, 1, 0);
        Add(module, output, 255);
        await WriteAsync();

        Assert.Equal(module == 5 ? "5: 0 0 0 0 0 0 0 255" : "7: 0 0 0 0 0 0 0 0", _frames[^1]);
    }

    [Fact]
    public async Task ChangeOverTwoModules_IsTwoWritesAndShownWhenBothAre()
    {
        var change = new OutputChange(
            [OutputValue.Relay(new OutputAddress(5, 8), isOn: false), OutputValue.Relay(new OutputAddress(7, 1), isOn: false)], null, long.MaxValue);
        Show(5, 8, 255);
        _writes.Add(change);
        await WriteAsync();
        Show(5, 8, 0);
        Assert.Equal(ChangeState.Waiting, change.State);
        _time.Advance(OutputWrites.Pace);
        await WriteAsync();
        _writes.Compare();

        Assert.Equal(["5: 0 0 0 0 0 0 0 0", "7: 0 0 0 0 0 0 0 0"], _frames);
        Assert.Equal(ChangeState.Shown, change.State);
    }

    [Theory]
    [InlineData(51, 50, 100, true)]
    [InlineData(51, 53, 100, false)]
    [InlineData(1, 0, 100, false)]
    [InlineData(0, 1, 100, false)]
    [InlineData(100, 255, 100, true)]
    [InlineData(100, 255, 255, false)]
    [InlineData(50, 255, 100, false)]
    public void Dimmer_MayShowItsNeighbour(byte wanted, byte shown, byte full, bool isShown) =>
        Assert.Equal(isShown, OutputValue.Dimmer(new OutputAddress(6, 1), wanted, full).IsShownBy(shown));

    private static OutputChange Dim(byte level) => new([OutputValue.Dimmer(new OutputAddress(6, 1), level, 100)], null, long.MaxValue);

    private OutputChange Add(int module, int output, byte value)
    {
        var change = new OutputChange([OutputValue.Relay(new OutputAddress(module, output), value != 0)], null, long.MaxValue);
        _writes.Add(change);
        return change;
    }

    private void Show(int module, int output, byte value)
    {
        var values = _image.Seen.ToArray();
        values[new OutputAddress(module, output).Index] = value;
        _image.Take(values);
        _writes.Compare();
    }

    private async Task<bool> WriteAsync()
    {
        using var deadline = new DeadlineSource(_time).Start(TimeSpan.FromSeconds(5), CancellationToken.None);
        return await _writes.WriteNextAsync(deadline);
    }
}
