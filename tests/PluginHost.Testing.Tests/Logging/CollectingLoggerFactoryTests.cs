using Microsoft.Extensions.Logging;

namespace PluginHost.Testing.Tests;

public sealed class CollectingLoggerFactoryTests
{
    private readonly CollectingLoggerFactory _log = new();

    private enum Colour
    {
        Red,
    }

    [Fact]
    public void Log_WithValuesAndException_KeepsEverything()
    {
        ILogger logger = _log.CreateLogger("device");

        logger.LogWarning(new EventId(7, "Lost"), new InvalidDataException("half a frame"), "Lost {Device} after {Count}", "cinema", 3);

        LogEntry entry = Assert.Single(_log.Entries);
        Assert.Equal(LogLevel.Warning, entry.Level);
        Assert.Equal("device", entry.Category);
        Assert.Equal(7, entry.Event.Id);
        Assert.Equal("Lost cinema after 3", entry.Message);
        Assert.Equal("cinema", entry.Values["Device"]);
        Assert.Equal(3, entry.Values["Count"]);
        Assert.Contains("InvalidDataException: half a frame", entry.Exception, StringComparison.Ordinal);
        Assert.Empty(entry.Scopes);
    }

    [Fact]
    public void Log_ValuesThatAreNotTheFrameworks_AreKeptAsText()
    {
        _log.CreateLogger("device").LogInformation("{Colour} {List} {At}", Colour.Red, new List<Colour>(), TimeSpan.FromSeconds(1));

        LogEntry entry = Assert.Single(_log.Entries);
        Assert.Equal("Red", entry.Values["Colour"]);
        Assert.IsType<string>(entry.Values["List"]);
        Assert.Equal(TimeSpan.FromSeconds(1), entry.Values["At"]);
    }

    [Fact]
    public void Log_InScopes_KeepsThemOutermostFirst()
    {
        ILogger logger = _log.CreateLogger("device");

        using (logger.BeginScope(new Dictionary<string, object?> { ["Device"] = "cinema" }))
        using (logger.BeginScope("attempt {Attempt}", 2))
        {
            logger.LogInformation("inside");
        }

        logger.LogInformation("outside");

        Assert.Collection(
            _log.Entries[0].Scopes,
            outer => Assert.Equal("cinema", outer.Values["Device"]),
            inner => Assert.Equal(("attempt 2", 2), (inner.Text, (int)inner.Values["Attempt"]!)));
        Assert.Empty(_log.Entries[1].Scopes);
    }

    [Fact]
    public void MinimumLevel_Information_DropsDebug()
    {
        using var log = new CollectingLoggerFactory(LogLevel.Information);
        ILogger logger = log.CreateLogger("device");

        logger.LogDebug("dropped");
        logger.LogInformation("kept");

        Assert.False(logger.IsEnabled(LogLevel.Debug));
        Assert.True(logger.IsEnabled(LogLevel.Information));
        Assert.False(logger.IsEnabled(LogLevel.None));
        Assert.Equal("kept", Assert.Single(log.Entries).Message);
    }

    [Fact]
    public void AtLeast_Warning_LeavesOutInformation()
    {
        ILogger logger = _log.CreateLogger("device");
        logger.LogInformation("one");
        logger.LogWarning("two");
        logger.LogError("three");

        Assert.Equal(["two", "three"], _log.AtLeast(LogLevel.Warning).Select(entry => entry.Message));
    }

    [Fact]
    public async Task WaitFor_EntryComesLater_ReturnsIt()
    {
        Task<LogEntry> waiting = _log.WaitForAsync(entry => entry.Message == "online");
        Assert.False(waiting.IsCompleted);

        _log.CreateLogger("device").LogInformation("online");

        Assert.Equal("online", (await waiting).Message);
    }

    [Fact]
    public async Task WaitFor_NoSuchEntry_ThrowsWithWhatWasLogged()
    {
        _log.CreateLogger("device").LogInformation("something else");

        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(
            () => _log.WaitForAsync(_ => false, TimeSpan.FromMilliseconds(10)));

        Assert.Contains("something else", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_FromManyThreads_LosesNothing()
    {
        ILogger logger = _log.CreateLogger("device");

        Parallel.For(0, 2000, number => logger.LogInformation("{Number}", number));

        Assert.Equal(
            Enumerable.Range(0, 2000),
            _log.Entries.Select(entry => (int)entry.Values["Number"]!).Order());
    }

    [Fact]
    public void AddProvider_IsRefused()
        => Assert.Throws<NotSupportedException>(() => _log.AddProvider(_log));
}
