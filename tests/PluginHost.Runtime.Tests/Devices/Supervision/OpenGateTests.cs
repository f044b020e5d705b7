using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Runtime.Tests.Devices.Supervision;

public sealed class OpenGateTests
{
    [Fact]
    public async Task Enter_SameAddress_WaitsForTheOther()
    {
        var gate = new OpenGate();
        var first = await gate.EnterAsync("Host:80", CancellationToken.None);
        var second = gate.EnterAsync("host:80", CancellationToken.None);

        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second.WaitAsync(TimeSpan.FromSeconds(10))).Dispose();
    }

    [Fact]
    public async Task Enter_SixtyFifth_WaitsForAnyOther()
    {
        var gate = new OpenGate();
        var places = new List<IDisposable>();
        for (var i = 0; i < OpenGate.Most; i++)
        {
            places.Add(await gate.EnterAsync(null, CancellationToken.None));
        }

        var next = gate.EnterAsync(null, CancellationToken.None);

        Assert.False(next.IsCompleted);
        places[17].Dispose();
        await next.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Enter_Cancelled_TakesNoPlaceOfTheAddress()
    {
        var gate = new OpenGate();
        var places = new List<IDisposable>();
        for (var i = 0; i < OpenGate.Most; i++)
        {
            places.Add(await gate.EnterAsync(null, CancellationToken.None));
        }

        using var stop = new CancellationTokenSource();
        var waiting = gate.EnterAsync("host:80", stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        places[0].Dispose();

        await gate.EnterAsync("host:80", CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
    }
}
