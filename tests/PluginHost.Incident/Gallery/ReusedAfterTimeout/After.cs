using System.Net.Sockets;
using System.Text;

namespace PluginHost.Incident.Gallery.ReusedAfterTimeout.After;

#region shown
internal sealed class ProjectorClient(Socket socket, TimeProvider time) : IDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly byte[] _answer = new byte[4096];

    public async Task<string> AskAsync(string request)
    {
        await _turn.WaitAsync();
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
            await _stream.WriteAsync(Encoding.UTF8.GetBytes(request), limit.Token);
            var count = await _stream.ReadAsync(_answer, limit.Token);
            return Encoding.UTF8.GetString(_answer, 0, count);
        }
        catch (OperationCanceledException)
        {
            _stream.Dispose();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _stream.Dispose();
}
#endregion
