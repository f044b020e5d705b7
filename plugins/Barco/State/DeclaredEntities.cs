namespace PluginHost.Barco.State;

/// <summary>
/// What only the projector could tell about its entities. Declared together and not before all of it is known: a set
/// that grew bit by bit would take back what the connection before had declared.
/// </summary>
internal sealed class DeclaredEntities(IEntities entities)
{
    private readonly SortedDictionary<string, Entity> _declared = new(StringComparer.Ordinal);
    private bool _isComplete;

    public void Set(Entity entity)
    {
        if (!entity.Equals(_declared.GetValueOrDefault(entity.Id)))
        {
            _declared[entity.Id] = entity;
            if (_isComplete)
            {
                entities.Declare([.. _declared.Values]);
            }
        }
    }

    /// <summary>Everything has been read once.</summary>
    public void Complete()
    {
        if (!_isComplete)
        {
            _isComplete = true;
            entities.Declare([.. _declared.Values]);
        }
    }
}
