using System.Text;

namespace PluginHost.Incident.Gallery.LimitPerChunk.Before;

#region shown
internal sealed class AnswerReader(Stream stream, TimeProvider time)
{
    private const int MostChunks = 256;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public async Task<string> ReadAsync()
    {
        var answer = new StringBuilder();
        var chunk = new byte[4096];
        for (var i = 0; i < MostChunks; i++)
        {
            var count = await stream.ReadAsync(chunk).AsTask().WaitAsync(Limit, time); // PH0002
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
