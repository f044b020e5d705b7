namespace PluginHost;

/// <summary>Where a connection puts what it learns about its device. Thread-safe; nothing here waits.</summary>
/// <remarks>
/// The host publishes changes only: setting the value that an entity has already costs nothing. After the connection has
/// ended every call is ignored, so that a late answer cannot overwrite what a newer connection has learned.
/// </remarks>
public interface IEntities
{
    /// <summary>
    /// Declares the entities that only the device could tell, beside those of <see cref="DriverPlan.Entities"/>. Replaces
    /// what this connection declared before; an equal id replaces the plan's declaration.
    /// </summary>
    /// <param name="entities">The whole set.</param>
    /// <exception cref="ArgumentException">Two share an id.</exception>
    void Declare(params IReadOnlyList<Entity> entities);

    /// <summary>Sets the value of an entity and makes it available.</summary>
    /// <param name="id">A declared entity.</param>
    /// <param name="value">The value; must suit the entity's kind.</param>
    /// <param name="outlivesConnection">
    /// Whether the value stays true when the connection is gone (a serial number, "asleep"). Other values become
    /// unavailable with it.
    /// </param>
    /// <exception cref="ArgumentException">No such entity is declared, or the value does not suit its kind.</exception>
    /// <example><code>attempt.Entities.Set("serial", "2590000001", outlivesConnection: true);</code></example>
    void Set(string id, EntityValue value, bool outlivesConnection = false);

    /// <summary>Says that the device has no such value at the moment.</summary>
    /// <param name="id">A declared entity.</param>
    /// <exception cref="ArgumentException">No such entity is declared.</exception>
    void SetUnavailable(string id);

    /// <summary>Publishes something that happened, once.</summary>
    /// <param name="happened">What happened.</param>
    /// <exception cref="ArgumentException">No such entity is declared, or the JSON is not one valid value.</exception>
    void Report(DeviceEvent happened);
}
