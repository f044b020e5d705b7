using System.Text;

namespace PluginHost.Incident.Gallery.LimitPerChunk.After;

#region shown
internal sealed class AnswerReader(Stream stream, TimeProvider time)
{
    private const int MostChunks = 256;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Next = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Overall = TimeSpan.FromSeconds(10);

    public async Task<string> ReadAsync()
    {
        using var overall = new CancellationTokenSource(Overall, time);
        var answer = new StringBuilder();
        var chunk = new byte[4096];
        for (var i = 0; i < MostChunks; i++)
        {
            var limit = i == 0 ? First : Next;
            var count = await stream.ReadAsync(chunk, overall.Token).AsTask().WaitAsync(limit, time, overall.Token);
            answer.Append(Encoding.UTF8.GetString(chunk, 0, count));
            if (count == 0 || answer[^1] == '}')
            {
                break;
            }
        }

        return answer.ToString();
    }
}
#endregion
