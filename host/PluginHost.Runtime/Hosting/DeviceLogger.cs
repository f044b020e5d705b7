using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices;

namespace PluginHost.Runtime.Hosting;

/// <summary>Writes the lines of one device, labelled with whose they are.</summary>
internal sealed class DeviceLogger(ILogger inner, string device) : IGenerationLogger
{
    private volatile KeyValuePair<string, object?>[] _labels = Labels(device, "", 0);
    private volatile int _level = (int)LogLevel.Information;

    public LogLevel Level
    {
        get => (LogLevel)_level;
        set => _level = (int)value;
    }

    /// <summary>Whether opening and closing a connection is news: not where every poll does it.</summary>
    public bool IsPerPoll { get; private set; }

    public void SetModel(DeviceModel model)
    {
        _labels = Labels(device, model.DriverId, model.Driver?.Owner.Generation ?? 0);
        IsPerPoll = model.Driver?.Plan.Mode == ConnectionMode.PerPoll;
    }

    /// <inheritdoc/>
    public ILogger Of(int generation) => new OfGeneration(this, generation);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= Level && inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Write(_labels, logLevel, eventId, state, exception, formatter);

    private void Write<TState>(
        KeyValuePair<string, object?>[] labels, LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            using var labelled = inner.BeginScope(labels);
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }

    private static KeyValuePair<string, object?>[] Labels(string device, string driver, int generation) =>
    [
        new("Device", device),
        new("Driver", driver),
        new("Generation", generation),
    ];

    private sealed class OfGeneration(DeviceLogger log, int generation) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Write([.. log._labels[..^1], new("Generation", generation)], logLevel, eventId, state, exception, formatter);
    }
}
