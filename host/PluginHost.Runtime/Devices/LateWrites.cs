using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Devices;

/// <summary>Counts what connections still say and send after another one has taken their place; all of it is dropped.</summary>
internal sealed partial class LateWrites(ILogger log)
{
    private long _count;
    private long _lastLogged;

    public long Count => Interlocked.Read(ref _count);

    /// <param name="connection">The connection that is too late; the first time is logged for each.</param>
    /// <param name="what">What it wanted.</param>
    public void Add(long connection, string what)
    {
        Interlocked.Increment(ref _count);
        if (Interlocked.Exchange(ref _lastLogged, connection) != connection)
        {
            Log.Dropped(log, what);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "A connection that is over still wants to {What}; this and the like of it is dropped and counted")]
        public static partial void Dropped(ILogger log, string what);
    }
}
