using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PluginHost.Server.Api;
using PluginHost.Server.Api.Documents;
using PluginHost.Server.Exits;

namespace PluginHost.Server.Serving;

/// <summary>The web server in front of a house.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();

    public ApiServer(PreparedHouse prepared, ConfigurationState configuration, Uri listen, string? token, TimeProvider time)
    {
        Url = listen;
        var problems = new Problem(prepared.Secrets);
        _app = Build(prepared.Logs, listen);
        var pages = new ProblemPages(problems, prepared.Logs.CreateLogger<ProblemPages>());
        var doorkeeper = new Doorkeeper(listen, prepared.Configuration.Host.PublicUrls, token, problems);
        _app.Use(next => context => pages.InvokeAsync(context, next));
        _app.Use(next => context => doorkeeper.InvokeAsync(context, next));
        _app.UseRouting();
        HostRoutes.Map(_app, prepared.House, configuration, time);
        PluginRoutes.Map(_app, prepared.House, problems);
        DumpRoutes.Map(_app, prepared.House, problems);
        DeviceRoutes.Map(_app, prepared.House, problems);
        CommandRoutes.Map(_app, prepared.House, problems);
        ConnectionRoutes.Map(_app, prepared.House);
        EventRoutes.Map(_app, prepared.House.Events, problems);
        EventStreamRoutes.Map(_app, prepared.House.Events, problems, time, _stopping.Token);
        HealthRoutes.Map(_app, Readiness, problems);
        _app.MapOpenApi("/openapi/v1.json");
    }

    public Readiness Readiness { get; } = new();

    /// <summary>Where it listens; with the real port once started.</summary>
    public Uri Url { get; private set; }

    /// <exception cref="ProgramFailure">The address cannot be listened on.</exception>
    public async Task StartAsync()
    {
        try
        {
            await _app.StartAsync();
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            throw ProgramFailure.Failed($"cannot listen on {ListenAddress.Text(Url)}: {error.Message}");
        }

        var bound = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Url = ListenAddress.WithPort(Url, BindingAddress.Parse(bound).Port);
    }

    /// <summary>Ends event streams, then what is left of requests once the time is up.</summary>
    public async Task StopAsync(TimeSpan time)
    {
        await _stopping.CancelAsync();
        using var limit = new CancellationTokenSource(time);
        await _app.StopAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private static WebApplication Build(ILoggerFactory logs, Uri listen)
    {
        // Nothing but the program's own configuration counts: neither ASPNETCORE_ variables nor an appsettings.json in the
        // current folder, which could open other ports or show stack traces to clients.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.Sources.Clear();
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            options.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
        });
        builder.Services.AddOpenApi(options => options
            .AddSchemaTransformer(ApiSchemas.DescribeAsync)
            .AddDocumentTransformer(ApiSchemas.NameAsync));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ApiLimits.LargestBody;
            ListenAddress.Bind(kestrel, listen);
        });
        return builder.Build();
    }

    /// <summary>Signals are the program's business: it closes the devices first.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
