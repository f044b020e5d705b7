namespace PluginHost;

/// <summary>Implemented by a connection whose device has camera entities.</summary>
public interface IImageSource
{
    /// <summary>Takes a picture. Runs on the lane like a command.</summary>
    /// <param name="camera">The camera entity as declared.</param>
    /// <param name="deadline">10 s.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="DeviceBusyException">There is no picture at the moment.</exception>
    Task<EntityImage> ReadImageAsync(Entity camera, Deadline deadline);
}
