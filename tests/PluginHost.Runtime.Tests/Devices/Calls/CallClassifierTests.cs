using System.Net.Sockets;
using System.Security.Authentication;
using PluginHost.Runtime.Devices.Calls;

namespace PluginHost.Runtime.Tests.Devices.Calls;

public sealed class CallClassifierTests
{
    public static TheoryData<Exception, bool, string> Errors => new()
    {
        { new DeviceBusyException("Busy."), false, nameof(CallOutcome.Busy) },
        { ConnectionEndedException.Lost("Lost."), false, nameof(CallOutcome.Lost) },
        { ConnectionEndedException.Lost("Lost."), true, nameof(CallOutcome.Stopped) },
        { ConnectionEndedException.CredentialsRefused("No."), true, nameof(CallOutcome.CredentialsRefused) },
        { ConnectionEndedException.ProtocolBroken("?"), false, nameof(CallOutcome.ProtocolBroken) },
        { ConnectionEndedException.Unsupported("Old."), false, nameof(CallOutcome.Unsupported) },
        { new ConnectionEndedException(ConnectionEnd.Stopped, "Stopped."), false, nameof(CallOutcome.Stopped) },
        { new OperationCanceledException(), false, nameof(CallOutcome.TimedOut) },
        { new OperationCanceledException(), true, nameof(CallOutcome.Stopped) },
        { new TimeoutException(), false, nameof(CallOutcome.TimedOut) },
        { new IOException(), false, nameof(CallOutcome.Lost) },
        { new SocketException(), false, nameof(CallOutcome.Lost) },
        { new HttpRequestException(), false, nameof(CallOutcome.Lost) },
        { new AuthenticationException(), false, nameof(CallOutcome.Lost) },
        { new InvalidOperationException(), false, nameof(CallOutcome.Broken) },
        { new AggregateException(new IOException()), false, nameof(CallOutcome.Lost) },
        { new AggregateException(new IOException(), new IOException()), false, nameof(CallOutcome.Broken) },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Classify_ByType(Exception error, bool isStopped, string outcome) => Assert.Equal(
        Enum.Parse<CallOutcome>(outcome), CallClassifier.Classify<int>(error, "Call", null, isStopped).Outcome);

    [Fact]
    public void Classify_ExceptionThatThrows_TellsItsType()
    {
        var result = CallClassifier.Classify<int>(new Nasty(), "Call", null, isStopped: false);

        Assert.Equal(CallOutcome.Broken, result.Outcome);
        Assert.Contains("its text could not be read", result.Reason, StringComparison.Ordinal);
        Assert.Contains(nameof(Nasty), result.Detail, StringComparison.Ordinal);
    }

    private sealed class Nasty : Exception
    {
        public override string Message => throw new InvalidOperationException();

        public override string ToString() => throw new InvalidOperationException();
    }
}
