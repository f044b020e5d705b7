namespace PluginHost;

/// <summary>Implemented by a driver that can look for its devices in the network.</summary>
public interface IDiscovery
{
    /// <summary>Looks for devices until the deadline, reporting each through <see cref="IDiscoveryContext.Found"/>.</summary>
    /// <param name="context">What the host lends; what is still open when the call ends is closed.</param>
    /// <param name="deadline">The time to look for; running into it is the normal end.</param>
    /// <returns>A task that ends when the search is over. What was found before an exception still counts.</returns>
    Task DiscoverAsync(IDiscoveryContext context, Deadline deadline);
}
