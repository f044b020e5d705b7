using System.Diagnostics;
using System.Text.Json;

namespace PluginHost.Ipcom.Benchmark.Processes;

/// <summary>This program once more, with a part of the work of its own: what it takes is its part's alone.</summary>
internal sealed class Worker : IAsyncDisposable
{
    private readonly Process _process;

    private Worker(Process process) => _process = process;

    /// <summary>Starts it.</summary>
    /// <param name="arguments">What it is to be.</param>
    public static Worker Start(params IEnumerable<string> arguments)
    {
        var own = Environment.ProcessPath ?? throw new InvalidOperationException("This program does not know its own path.");
        string[] self = Path.GetFileNameWithoutExtension(own) == "dotnet" ? [typeof(Worker).Assembly.Location] : [];
        var start = new ProcessStartInfo(own, [.. self, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return new Worker(Process.Start(start) ?? throw new InvalidOperationException($"'{own}' could not be started."));
    }

    /// <summary>Gives an order and waits for its answer.</summary>
    public Task<T> AskAsync<T>(string order)
    {
        _process.StandardInput.WriteLine(order);
        return ReadAsync<T>();
    }

    /// <summary>Reads the next answer; the first one is given without an order.</summary>
    public async Task<T> ReadAsync<T>()
    {
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A process of the benchmark has broken.");
        return JsonSerializer.Deserialize<T>(line) ?? throw new InvalidOperationException($"'{line}' is no answer.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
