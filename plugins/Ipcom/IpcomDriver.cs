using System.Globalization;
using PluginHost.Ipcom.Declarations;
using PluginHost.Ipcom.Protocol;
using PluginHost.Ipcom.Session;

namespace PluginHost.Ipcom;

/// <summary>House controllers of AnB and Rimex ("Home Anywhere Blue") over their own protocol.</summary>
[DeviceDriver("ipcom", Name = "IPCom house controller", Version = "1.0.0")]
public sealed class IpcomDriver : IDeviceDriver, IResumingDriver
{
    /// <summary>Connect and login may both have to be done twice, and the first state be read.</summary>
    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public IReadOnlyList<Setting> Settings => IpcomSettings.All;

    /// <inheritdoc/>
    public DriverPlan Plan(ISettings settings)
    {
        CheckCredential(settings, IpcomSettings.UserName, LoginRequest.LongestUser);
        CheckCredential(settings, IpcomSettings.Password, LoginRequest.LongestPassword);
        return new DriverPlan
        {
            Entities = [.. HouseReader.Read(settings).Entities, .. LinkEntities.All],
            Address = string.Create(CultureInfo.InvariantCulture, $"{settings.Get(IpcomSettings.Host)}:{settings.Get(IpcomSettings.Port)}"),
            OpenLimit = OpenLimit,
            CredentialTries = 3,
            Backoff = new Backoff { ResetAfter = TimeSpan.Zero },
            HandOver = HandOverKind.Resume,
        };
    }

    /// <inheritdoc/>
    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
    {
        var connection = Connect(attempt, await new SessionOpener(attempt).OpenAsync(deadline).ConfigureAwait(false));
        try
        {
            await connection.BeginAsync(deadline).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IDeviceConnection?> ResumeAsync(IConnectionContext attempt, HandOverState left, Deadline deadline)
    {
        if (left.Streams is not [var stream] || LeftSession.Read(left) is not { } session)
        {
            return null;
        }

        var connection = Connect(attempt, new ControllerSession(stream, session.Cipher, attempt.Time));
        await connection.GoOnAsync(session, deadline).ConfigureAwait(false);
        return connection;
    }

    private static IpcomConnection Connect(IConnectionContext attempt, ControllerSession session) => new(
        attempt,
        session,
        HouseReader.Read(attempt.Settings),
        BusAddress.Of(attempt.Settings.Get(IpcomSettings.BusType), (byte)attempt.Settings.Get(IpcomSettings.Bus)));

    private static void CheckCredential(ISettings settings, Setting<string> setting, int longest)
    {
        if (!LoginRequest.Fits(settings.Get(setting), longest))
        {
            throw new SettingException(settings.Find(setting), $"{setting.Name}: the protocol takes at most {longest} letters, all of them ASCII");
        }
    }
}
