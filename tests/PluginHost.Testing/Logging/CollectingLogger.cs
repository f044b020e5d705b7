using Microsoft.Extensions.Logging;

namespace PluginHost.Testing;

/// <summary>The logger of one category of a <see cref="CollectingLoggerFactory"/>.</summary>
internal sealed class CollectingLogger(CollectingLoggerFactory factory, string category) : ILogger
{
    public IDisposable BeginScope<TState>(TState state)
        where TState : notnull
        => factory.Scopes.Push(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= factory.MinimumLevel;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var scopes = new List<LogScope>();
        factory.Scopes.ForEachScope(
            static (scope, list) => list.Add(new LogScope(scope?.ToString() ?? "", LogValues.Of(scope))),
            scopes);
        factory.Add(new LogEntry(
            logLevel, category, eventId, formatter(state, exception), LogValues.Of(state), exception?.ToString(), scopes));
    }
}
