namespace PluginHost.Server.Api;

/// <summary>Whether the house is up: after the devices were started, until they are being stopped.</summary>
internal sealed class Readiness
{
    private volatile bool _isReady;

    public bool IsReady
    {
        get => _isReady;
        set => _isReady = value;
    }
}
