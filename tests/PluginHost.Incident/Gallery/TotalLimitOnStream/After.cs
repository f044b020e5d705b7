namespace PluginHost.Incident.Gallery.TotalLimitOnStream.After;

#region shown
internal sealed class CameraEvents(HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    public event Action<string>? Happened;

    public async Task ListenAsync(CancellationToken stop)
    {
        using var stream = await http.GetStreamAsync("cgi-bin/eventManager.cgi?action=attach&codes=[All]&heartbeat=5", stop);
        using var lines = new StreamReader(stream);
        while (!stop.IsCancellationRequested)
        {
            using var silence = new CancellationTokenSource(LongestSilence, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, silence.Token);
            if (await lines.ReadLineAsync(either.Token) is not { } line)
            {
                return;
            }

            Happened?.Invoke(line);
        }
    }
}
#endregion
