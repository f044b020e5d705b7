using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace PluginHost.Runtime.Configuration;

/// <summary>
/// Asks the file system, which never answers for a network share that hangs: on a thread of its own, which is given up then.
/// </summary>
internal static class FileSystemCall
{
    /// <summary>Paths whose last call was given up and has not come back.</summary>
    private static readonly ConcurrentDictionary<string, Task> Hung = new();

    /// <summary>How long the file system may take for everything that one reading asks of it.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(5);

    /// <param name="path">What is asked about. While a call about it hangs there is no second one: a watch asks for ever.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="call">The question.</param>
    /// <param name="answer">The answer, when there is one.</param>
    /// <returns>Whether it was answered in time.</returns>
    public static bool TryRun<T>(string path, TimeSpan patience, Func<T> call, [MaybeNullWhen(false)] out T answer)
    {
        answer = default;
        if (Hung.TryGetValue(path, out var last) && !last.IsCompleted)
        {
            return false;
        }

        Hung.TryRemove(path, out _);
        var asked = Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (!((IAsyncResult)asked).AsyncWaitHandle.WaitOne(patience))
        {
            Hung[path] = asked;
            return false;
        }

        answer = asked.GetAwaiter().GetResult();
        return true;
    }
}
