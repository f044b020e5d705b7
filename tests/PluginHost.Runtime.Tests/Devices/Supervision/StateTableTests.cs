using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Runtime.Tests.Devices.Supervision;

public sealed class StateTableTests
{
    /// <summary>State by state, in the order of the signals; a dot is an ignored signal.</summary>
    private const string Table =
        """
        signals:     Enable     Disable  Stop    Reconnect  Replace    Due        CommandWaits Opened PollOpened PollDone PollMissed Stale      BusyBegan BusyEnded Lost    Refused    Broken Quarantine  HandOver    TakenOver NextFailed Vacated    Keep
        Disabled:    Connecting .        Stopped .          .          .          .            .      .          .        .          .          .         .         .       .          .      .           .           .         .          .          .
        Connecting:  .          Disabled Stopped .          Connecting .          .            Online Polling    Resting  .          .          .         .         Backoff AuthFailed Failed Quarantined .           .         .          .          .
        Online:      .          Disabled Stopped Connecting Connecting .          .            .      .          .        .          .          Busy      .         Backoff AuthFailed Failed Quarantined HandingOver .         .          .          Online
        Busy:        .          Disabled Stopped Connecting Connecting .          .            .      .          .        .          .          .         Online    Backoff AuthFailed Failed Quarantined HandingOver .         .          .          Busy
        HandingOver: .          Disabled Stopped Connecting Connecting .          .            .      .          .        .          .          .         .         Backoff AuthFailed Failed Quarantined HandingOver Online    Online     Connecting Online
        Resting:     .          Disabled Stopped Connecting Connecting Polling    Polling      .      .          .        .          Backoff    .         .         .       .          .      Quarantined .           .         .          .          .
        Polling:     .          Disabled Stopped Connecting Connecting .          .            .      Polling    Resting  Resting    Connecting .         .         Backoff AuthFailed Failed Quarantined .           .         .          .          .
        Backoff:     .          Disabled Stopped Connecting Connecting Connecting .            .      .          .        .          .          .         .         .       .          .      Quarantined .           .         .          .          .
        AuthFailed:  .          Disabled Stopped Connecting Connecting .          .            .      .          .        .          .          .         .         .       .          .      Quarantined .           .         .          .          .
        Failed:      .          Disabled Stopped Connecting Connecting Connecting .            .      .          .        .          .          .         .         .       .          .      Quarantined .           .         .          .          .
        Quarantined: .          Disabled Stopped .          Connecting .          .            .      .          .        .          .          .         .         .       .          .      Quarantined .           .         .          .          .
        Stopped:     .          .        .       .          .          .          .            .      .          .        .          .          .         .         .       .          .      .           .           .         .          .          .
        """;

    public static TheoryData<string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string>();
        var rows = Table.Split('\n').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        foreach (var row in rows.Skip(1))
        {
            foreach (var (signal, next) in rows[0].Skip(1).Zip(row.Skip(1)))
            {
                cells.Add(row[0].TrimEnd(':'), signal, next);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Next_OfCell_IsAsExpected(string state, string signal, string next) => Assert.Equal(
        next == "." ? null : Enum.Parse<DeviceState>(next),
        StateTable.Next(Enum.Parse<DeviceState>(state), Enum.Parse<DeviceSignal>(signal)));

    [Fact]
    public void Cells_AreAllThereAre() => Assert.Equal(
        Enum.GetValues<DeviceState>().Length * Enum.GetValues<DeviceSignal>().Length, Cells().Count);
}
