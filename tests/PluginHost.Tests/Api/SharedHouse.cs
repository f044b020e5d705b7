using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Api;

/// <summary>One running house for the tests that only ask it things.</summary>
public sealed class SharedHouse : IAsyncLifetime
{
    internal RunningHouse House { get; private set; } = null!;

    public async ValueTask InitializeAsync() => House = await (await RunningHouse.StartAsync()).WaitForAsync("online");

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
