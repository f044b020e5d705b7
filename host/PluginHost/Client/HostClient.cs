using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PluginHost.Server.Api;
using PluginHost.Server.Exits;

namespace PluginHost.Server.Client;

/// <summary>Speaks with a running host through its API.</summary>
internal sealed class HostClient : IDisposable
{
    // A command is answered within 10 s; whoever answers nothing for so long is no host.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http;
    private readonly HostAddress _address;

    public HostClient(HostAddress address)
    {
        _address = address;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = address.Url,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (address.Token is { } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public Uri Url => _address.Url;

    /// <summary>Asks for a document.</summary>
    /// <exception cref="ProgramFailure">There is no host, or it refuses.</exception>
    public async Task<JsonElement> GetAsync(string path, CancellationToken stop)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), stop);
        return await ReadAsync(response, stop);
    }

    /// <summary>Asks for a list, which may be cut.</summary>
    /// <returns>The list, and how many lines the host left out of it.</returns>
    /// <exception cref="ProgramFailure">There is no host, or it refuses.</exception>
    public async Task<(JsonElement List, long Unlisted)> GetListAsync(string path, CancellationToken stop)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), stop);
        var unlisted = response.Headers.TryGetValues(ConnectionRoutes.Unlisted, out var values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        return (await ReadAsync(response, stop), unlisted);
    }

    /// <summary>Asks for a document that may not exist.</summary>
    /// <returns>The document; <see langword="null"/> when there is no host or nothing at that path.</returns>
    /// <exception cref="ProgramFailure">The host refuses, or what answers is none.</exception>
    public async Task<JsonElement?> FindAsync(string path, CancellationToken stop)
    {
        try
        {
            using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), stop);
            return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response, stop);
        }
        catch (ProgramFailure failure) when (failure.InnerException is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError,
        })
        {
            return null;
        }
    }

    /// <summary>Posts a document, or nothing.</summary>
    /// <exception cref="ProgramFailure">There is no host, or it refuses.</exception>
    public async Task<JsonElement> PostAsync(string path, string? json, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await SendAsync(request, stop);
        return await ReadAsync(response, stop);
    }

    /// <summary>Posts nothing and takes a refusal (422) for an answer.</summary>
    /// <param name="path">Where.</param>
    /// <param name="patience">How long the host may take.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>Whether it was done, and the document or the problem.</returns>
    /// <exception cref="ProgramFailure">There is no host, or it refuses otherwise.</exception>
    public async Task<(bool Done, JsonElement Answer)> TryPostAsync(string path, TimeSpan patience, CancellationToken stop)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Post, path), stop, patience: patience);
        if (response.StatusCode != HttpStatusCode.UnprocessableEntity)
        {
            return (true, await ReadAsync(response, stop));
        }

        try
        {
            return (false, JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(stop)));
        }
        catch (JsonException error)
        {
            throw NoPluginHost(error);
        }
    }

    /// <summary>Opens a stream without end.</summary>
    /// <exception cref="ProgramFailure">There is no host, or it refuses.</exception>
    public async Task<Stream> OpenStreamAsync(string path, CancellationToken stop)
    {
        var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), stop, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode)
        {
            await ReadAsync(response, stop);
        }

        return await response.Content.ReadAsStreamAsync(stop);
    }

    /// <summary>Takes an answer apart, which may be another program's and have other members.</summary>
    /// <exception cref="ProgramFailure">It is no answer of a host's.</exception>
    public T Understand<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw NoPluginHost(error);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken stop,
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead,
        TimeSpan? patience = null)
    {
        var most = patience ?? Patience;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(most);
        try
        {
            return await _http.SendAsync(request, completion, limit.Token);
        }
        catch (HttpRequestException error)
        {
            var hint = _address.IsConfigured ? " (host.listen of the configuration, which a server takes only when it starts; otherwise give --url)" : "";
            throw ProgramFailure.Failed($"no host answers at {_address.Url.GetLeftPart(UriPartial.Authority)}: {error.Message}{hint}", error);
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            throw ProgramFailure.Failed($"no answer within {most.TotalSeconds:0} s from {_address.Url.GetLeftPart(UriPartial.Authority)}");
        }
    }

    private async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken stop)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(stop);
        JsonElement? body = null;
        try
        {
            body = JsonElement.Parse(bytes);
        }
        catch (JsonException) when (!response.IsSuccessStatusCode)
        {
            // Something in between answered; the status alone must do.
        }
        catch (JsonException error)
        {
            throw NoPluginHost(error);
        }

        if (response.IsSuccessStatusCode)
        {
            return body!.Value;
        }

        var detail = body is { ValueKind: JsonValueKind.Object } problem && problem.TryGetProperty("detail", out var text) ? text.GetString() : null;
        var hint = response.StatusCode == HttpStatusCode.Unauthorized ? " (give --token, $PLUGINHOST_TOKEN or host.token)" : "";
        throw ProgramFailure.Failed($"{detail ?? $"the host answered {(int)response.StatusCode}"}{hint}");
    }

    private ProgramFailure NoPluginHost(Exception error) =>
        ProgramFailure.Failed($"what answers at {_address.Url.GetLeftPart(UriPartial.Authority)} is no PluginHost", error);
}
