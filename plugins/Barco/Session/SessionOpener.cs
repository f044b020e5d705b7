using System.Globalization;
using System.Text.Json;
using PluginHost.Barco.Declarations;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.Session;

/// <summary>Connects, finds out the framing, logs in and reads the state: a session that comes out of here works.</summary>
internal sealed class SessionOpener(IConnectionContext attempt)
{
    private const string FramingKey = "framing";

    private static readonly StreamOptions KeepAlive = new()
    {
        KeepAliveTime = TimeSpan.FromSeconds(30),
        KeepAliveInterval = TimeSpan.FromSeconds(10),
        KeepAliveProbes = 3,
    };

    private readonly string _host = attempt.Settings.Get(BarcoSettings.Host);
    private readonly int _port = attempt.Settings.Get(BarcoSettings.Port);
    private readonly ISettings _timeouts = attempt.Settings.Get(BarcoSettings.Timeouts);

    public async Task<OpenSession> OpenAsync(Deadline deadline)
    {
        var framings = Framings();
        for (var i = 0; ; i++)
        {
            var session = await ConnectAsync(framings[i], deadline).ConfigureAwait(false);
            try
            {
                var state = await GreetAsync(session, deadline).ConfigureAwait(false);
                attempt.Memory[FramingKey] = framings[i] == PulseFraming.Raw ? "raw" : "http";
                return new OpenSession(session, state);
            }
            catch (ConnectionEndedException) when (session.WentUnanswered && i + 1 < framings.Length)
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                if (session.WentUnanswered)
                {
                    attempt.Memory[FramingKey] = null;
                }

                await session.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Goes on with the stream of a suspended session; the projector notices nothing.</summary>
    /// <returns><see langword="null"/> where that cannot be: the state is of another version, or the framing is to be another one.</returns>
    public OpenSession? GoOn(HandOverState left)
    {
        if (SessionState.Read(left) is not { } state || !Framings().Contains(state.Framing))
        {
            return null;
        }

        var session = NewSession(left.Streams[0], state.Framing);
        session.GoOnFrom(state);
        return new OpenSession(session, PulseState.Parse(state.State));
    }

    private PulseFraming[] Framings() => (attempt.Settings.Get(BarcoSettings.Framing), attempt.Memory[FramingKey]) switch
    {
        (FramingChoice.Raw, _) or (FramingChoice.Auto, "raw") => [PulseFraming.Raw],
        (FramingChoice.Http, _) or (FramingChoice.Auto, "http") => [PulseFraming.Http],
        _ => [PulseFraming.Raw, PulseFraming.Http],
    };

    private async Task<PulseSession> ConnectAsync(PulseFraming framing, Deadline deadline)
    {
        var limit = _timeouts.Get(BarcoSettings.Connect);
        using var connecting = deadline.Shorten(limit);
        try
        {
            var stream = await attempt.Transports.ConnectAsync(_host, _port, connecting, KeepAlive).ConfigureAwait(false);
            return NewSession(stream, framing);
        }
        catch (OperationCanceledException) when (!deadline.Token.IsCancellationRequested)
        {
            throw ConnectionEndedException.Lost(string.Create(
                CultureInfo.InvariantCulture, $"{_host}:{_port} did not take a connection within {limit.TotalSeconds:0.###} s."));
        }
    }

    private PulseSession NewSession(IStreamTransport stream, PulseFraming framing)
    {
        var budget = new ReadBudget(
            _timeouts.Get(BarcoSettings.First), _timeouts.Get(BarcoSettings.Next), _timeouts.Get(BarcoSettings.Overall));
        return new PulseSession(stream, framing, $"{_host}:{_port}", budget, attempt.Time, attempt.Log);
    }

    private async Task<PulseState> GreetAsync(PulseSession session, Deadline deadline)
    {
        // The reader runs for the length of the greeting only; stopped, it leaves every byte to the next one.
        using var greeting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        var reading = session.ReadAsync(greeting.Token);
        try
        {
            var client = new PulseClient(session);
            if (attempt.Settings.Get(BarcoSettings.Pin) is { Length: > 0 } pin)
            {
                await PulseLogin.RunAsync(client, pin, deadline).ConfigureAwait(false);
            }

            return State(await client.GetAsync(SystemNames.State, deadline).ConfigureAwait(false));
        }
        finally
        {
            await greeting.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    private PulseState State(PulseReply reply)
    {
        if (reply.Error is not { } error)
        {
            return reply.Result.ValueKind == JsonValueKind.String
                ? PulseState.Parse(reply.Result.GetString()!)
                : throw ConnectionEndedException.ProtocolBroken("The projector's state is no text.");
        }

        throw error.Class switch
        {
            PulseErrorClass.Auth => ConnectionEndedException.CredentialsRefused(
                attempt.Settings.Has(BarcoSettings.Pin) ? "The PIN gives no access." : "The projector wants a PIN; give it as 'pin'."),
            PulseErrorClass.Busy => new DeviceBusyException($"The projector is busy: {error.Message}"),
            PulseErrorClass.State => ConnectionEndedException.Unsupported("What answers there has no system.state and is no Pulse projector."),
            _ => ConnectionEndedException.ProtocolBroken($"The projector does not tell its state: {error.Message} ({error.Code})."),
        };
    }
}
