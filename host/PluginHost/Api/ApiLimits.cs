namespace PluginHost.Server.Api;

/// <summary>What a client may ask for.</summary>
internal static class ApiLimits
{
    public const int LargestBody = 64 * 1024;

    public const int DefaultEvents = 100;

    public const int MostEvents = 1000;

    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
}
