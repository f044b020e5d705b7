using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Session;
using PluginHost.Barco.Tests.Doubles;
using PluginHost.Testing;

namespace PluginHost.Barco.Tests.Session;

public sealed class SessionStateTests
{
    [Theory]
    [InlineData(PulseFraming.Raw)]
    [InlineData(PulseFraming.Http)]
    public void Write_IsReadAgain(object framing)
    {
        var (stream, _) = PipeStream.Pair();
        var state = new SessionState((PulseFraming)framing, 41, "on", "{\"half"u8.ToArray());

        var read = SessionState.Read(new HandOverState(SessionState.Version, state.Write(), [stream]))!;

        Assert.Equal((state.Framing, state.LastId, state.State), (read.Framing, read.LastId, read.State));
        Assert.Equal(state.Pending.ToArray(), read.Pending.ToArray());
    }

    [Fact]
    public void Read_OfAnotherVersion_IsNothing() =>
        Assert.Null(SessionState.Read(new HandOverState(SessionState.Version + 1, new byte[] { 1 }, [PipeStream.Pair().Item1])));

    [Fact]
    public async Task Suspend_InTheMiddleOfANotification_GoesOnInTheNextSession()
    {
        await using var scene = new SessionScene();
        const string Notification = """{"jsonrpc":"2.0","method":"property.changed","params":{"property":[{"system.state":"ready"}]}}""";
        await scene.Device.Output.WriteAsync(Encoding.ASCII.GetBytes(Notification[..40]));
        await Eventually.TrueAsync(() => scene.Session.ReceivedBytes == 40, "the first half is read");
        await scene.StopReadingAsync();

        var (left, stream) = scene.Session.Suspend(PulseState.Parse("on"));
        await scene.Session.DisposeAsync();
        var budget = new ReadBudget(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        await using var next = new PulseSession(stream, left.Framing, "projector:9090", budget, scene.Time, NullLogger.Instance);
        var unasked = new List<PulseMessage>();
        next.OnUnasked(unasked.Add);
        next.GoOnFrom(left);
        using var stop = new CancellationTokenSource();
        var reading = next.ReadAsync(stop.Token);
        await scene.Device.Output.WriteAsync(Encoding.ASCII.GetBytes(Notification[40..]));

        await Eventually.TrueAsync(() => unasked.Count == 1, "the notification is complete");
        await stop.CancelAsync();
        await reading;
        Assert.Empty(scene.Unasked);
    }
}
