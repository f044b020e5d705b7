namespace PluginHost.Runtime.Hosting;

/// <summary>What one driver's search for devices brought.</summary>
/// <param name="Driver">The driver's id.</param>
/// <param name="Found">The devices that answered, each identity once as it was reported last, in the order of finding.</param>
/// <param name="Problem">Why the search ended early; <see langword="null"/> when it did not. What was found before still counts.</param>
public sealed record DriverSearch(string Driver, IReadOnlyList<DiscoveredDevice> Found, string? Problem);
