using System.Text.Json;

namespace PluginHost.Ipcom.Benchmark.Processes;

/// <summary>The side of a started process: obeys one order a line, and answers each with one line.</summary>
internal static class Orders
{
    /// <summary>Begins the time that is measured.</summary>
    public const string Begin = "begin";

    /// <summary>Ends it, and asks for the figures.</summary>
    public const string End = "end";

    /// <summary>Asks a driver for many commands at once.</summary>
    public const string Burst = "burst";

    /// <summary>Obeys until there are no more orders.</summary>
    /// <param name="ready">What to say first.</param>
    /// <param name="obey">Obeys one.</param>
    public static async Task ObeyAsync(object ready, Func<string, Task<object>> obey)
    {
        Answer(ready);
        while (await Console.In.ReadLineAsync() is { } order)
        {
            Answer(await obey(order));
        }
    }

    private static void Answer(object answer) => Console.WriteLine(JsonSerializer.Serialize(answer, answer.GetType()));
}
