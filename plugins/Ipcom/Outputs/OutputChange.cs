using System.Globalization;
using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Outputs;

/// <summary>Outputs that are to take values, from the wish to the snapshot that shows them.</summary>
/// <param name="values">The values, each output once.</param>
/// <param name="command">Who wants it; <see langword="null"/> where nobody waits for this part.</param>
/// <param name="expiresAt">When it is too late to write it, as a time stamp of the clock.</param>
/// <param name="isUrgent">Whether it goes before all others and takes the place of those for the same outputs.</param>
internal sealed class OutputChange(IReadOnlyList<OutputValue> values, Command? command, long expiresAt, bool isUrgent = false)
{
    private int _writtenModules;

    public IReadOnlyList<OutputValue> Values { get; } = values;

    public Command? Command { get; } = command;

    public long ExpiresAt { get; } = expiresAt;

    public bool IsUrgent { get; } = isUrgent;

    public ChangeState State { get; private set; } = ChangeState.Waiting;

    /// <summary>Why it failed, for the person who wanted it.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Until when a snapshot must show it, once it is written.</summary>
    public long ShownUntil { get; private set; }

    /// <summary>The module to write next.</summary>
    public int Module => Values.First(value => !IsWrittenIn(value.Address.Module)).Address.Module;

    public bool IsWrittenIn(int module) => (_writtenModules & (1 << module)) != 0;

    public bool Touches(OutputAddress address) => Values.Any(value => value.Address == address);

    public bool SharesOutputWith(OutputChange other) => Values.Any(value => other.Touches(value.Address));

    public bool IsShown(OutputImage image) => Values.All(value => value.IsShownBy(image.SeenAt(value.Address)));

    /// <summary>Notes that a module of it was written.</summary>
    public void WrittenIn(int module, long shownUntil)
    {
        _writtenModules |= 1 << module;
        if (Values.All(value => IsWrittenIn(value.Address.Module)))
        {
            (State, ShownUntil) = (ChangeState.Written, shownUntil);
        }
    }

    public void Shown()
    {
        State = ChangeState.Shown;
        Command?.Complete();
    }

    public void Supersede()
    {
        State = ChangeState.Superseded;
        Command?.Supersede();
    }

    public void Fail(string reason)
    {
        (State, Reason) = (ChangeState.Failed, reason);
        Command?.Fail(reason);
    }

    public void FailNotShown(OutputImage image)
    {
        var wrong = Values.First(value => !value.IsShownBy(image.SeenAt(value.Address)));
        Fail(string.Create(
            CultureInfo.InvariantCulture,
            $"Output {wrong.Address.Output} of module {wrong.Address.Module} shows {image.SeenAt(wrong.Address)} instead of {wrong.Value}."));
    }
}
