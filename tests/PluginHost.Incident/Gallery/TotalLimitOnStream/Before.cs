namespace PluginHost.Incident.Gallery.TotalLimitOnStream.Before;

#region shown
internal sealed class CameraEvents(HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public event Action<string>? Happened;

    public async Task ListenAsync(CancellationToken stop)
    {
        using var total = new CancellationTokenSource(Limit, time); // PH0008
        using var stream = await http.GetStreamAsync("cgi-bin/eventManager.cgi?action=attach&codes=[All]&heartbeat=5", total.Token);
        using var lines = new StreamReader(stream);
        while (!stop.IsCancellationRequested)
        {
            if (await lines.ReadLineAsync(total.Token) is not { } line)
            {
                return;
            }

            Happened?.Invoke(line);
        }
    }
}
#endregion
