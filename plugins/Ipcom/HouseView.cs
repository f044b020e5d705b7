using PluginHost.Ipcom.Covers;
using PluginHost.Ipcom.Declarations;
using PluginHost.Ipcom.Outputs;

namespace PluginHost.Ipcom;

/// <summary>The house behind a controller as this connection sees it: what snapshots show, and what commands want.</summary>
internal sealed class HouseView
{
    private readonly IConnectionContext _attempt;
    private readonly House _house;
    private readonly OutputImage _image;
    private readonly OutputWrites _writes;
    private readonly CoverMemory _memory;
    private readonly Dictionary<string, IHouseOutput> _outputs;
    private readonly Dictionary<string, Cover> _coversById;
    private bool _isShown;

    public HouseView(IConnectionContext attempt, House house, OutputImage image, OutputWrites writes)
    {
        (_attempt, _house, _image, _writes) = (attempt, house, image, writes);
        _memory = new CoverMemory(attempt.Memory);
        _outputs = house.Outputs.SelectMany(output => output.Entities.Select(entity => (entity.Id, output))).ToDictionary();
        Covers = [.. house.Covers.Select(plan => new Cover(plan, image, writes, attempt.Time, attempt.Log))];
        _coversById = Covers.ToDictionary(cover => cover.Plan.Id);
        _memory.Recall(Covers);
    }

    public IReadOnlyList<Cover> Covers { get; }

    /// <summary>Takes a snapshot; nothing is published of what did not change.</summary>
    /// <param name="values">128 values.</param>
    public void Take(ReadOnlySpan<byte> values)
    {
        var changed = _image.Take(values) || !_isShown;
        _isShown = true;
        _writes.Compare();
        foreach (var output in changed ? _house.Outputs : [])
        {
            output.Show(_image, _attempt.Entities);
        }

        for (var i = 0; i < Covers.Count; i++)
        {
            Covers[i].Observe();
            _house.CoverEntities[i].Show(Covers[i], _attempt.Entities);
        }

        if (changed)
        {
            _memory.Keep(Covers);
        }

        Step();
    }

    /// <summary>Goes on with the covers of another connection.</summary>
    public void GoOn(IReadOnlyList<CoverLeft> covers)
    {
        foreach (var left in covers)
        {
            if (_coversById.TryGetValue(left.Id, out var cover))
            {
                cover.GoOn(left);
            }
        }
    }

    /// <summary>Lets the covers begin nothing more.</summary>
    public void Halt()
    {
        foreach (var cover in Covers)
        {
            cover.Halt();
            cover.Step();
        }
    }

    /// <summary>Lets the covers ask for what is due.</summary>
    public void Step()
    {
        foreach (var cover in Covers)
        {
            cover.Step();
        }
    }

    /// <summary>Takes a command; it is written later and confirmed by a snapshot after that.</summary>
    /// <param name="command">The command.</param>
    /// <param name="time">What it has.</param>
    public void Execute(Command command, TimeSpan time)
    {
        var expiresAt = _writes.After(time);
        if (_coversById.TryGetValue(command.Entity.Id, out var cover))
        {
            cover.Execute(command, expiresAt);
            return;
        }

        var change = new OutputChange([_outputs[command.Entity.Id].ValueFor(command)], command, expiresAt);
        command.Defer();
        if (command.Entity.Continuous)
        {
            _writes.AddNewest(change);
        }
        else
        {
            _writes.Add(change);
        }
    }

    /// <summary>When time alone asks for a write; <see langword="null"/> when it does not.</summary>
    public TimeSpan? DueIn() => Covers.Select(cover => cover.DueIn()).Append(_writes.NextIn).Where(due => due is not null).Min();
}
